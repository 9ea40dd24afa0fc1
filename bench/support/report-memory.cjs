// Preloaded into a process whose memory is measured.
process.on('exit', () => {
  process.stderr.write(`\npeak memory ${process.resourceUsage().maxRSS}\n`)
})
