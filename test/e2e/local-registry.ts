import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { checkout } from '../scaffold/checkout.js'

/** A registry of npm packages on this machine. It is closed when it is disposed. */
export interface LocalRegistry extends AsyncDisposable {
  readonly url: string
  /** What somebody asked for and did not get, in order. */
  readonly missing: readonly string[]
}

interface Manifest {
  readonly name: string
  readonly version: string
}

/** A version of a package, and what makes its archive. */
interface Release {
  readonly manifest: Manifest
  readonly archive: () => Buffer
}

/**
 * Starts a registry that knows the packages installed in this checkout, and archives besides: an
 * installation from it needs no network, and finds only what a manifest asks for.
 *
 * @param archives Files that `npm pack` made, by the folder that they were made of.
 */
export async function startRegistry(
  archives: Readonly<Record<string, string>>,
): Promise<LocalRegistry> {
  const releases = new Map<string, Release[]>()
  const add = (folder: string, archive: () => Buffer): void => {
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    releases.set(manifest.name, [...(releases.get(manifest.name) ?? []), { manifest, archive }])
  }
  for (const folder of installedPackages()) add(folder, () => archiveOf(folder))
  for (const [folder, file] of Object.entries(archives)) add(folder, () => readFileSync(file))

  const missing: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!).slice(1)
    const [name = '', version] = path.split('/-/')
    const known = releases.get(name)
    const wanted = known?.find(({ manifest }) => manifest.version === version)
    if (wanted !== undefined) {
      response.end(wanted.archive())
    } else if (known !== undefined && version === undefined) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(describe(name, known, url)))
    } else {
      missing.push(path)
      response.writeHead(404).end('{}')
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    missing,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What npm asks first: all versions of a package, with their manifests. */
function describe(name: string, releases: readonly Release[], url: string): object {
  const versions = releases.map(({ manifest }) => {
    const tarball = `${url}${name}/-/${manifest.version}`
    return [manifest.version, { ...manifest, dist: { tarball } }] as const
  })
  return {
    name,
    'dist-tags': { latest: releases.at(-1)!.manifest.version },
    versions: Object.fromEntries(versions),
  }
}

/** Folders of the packages that the lock file names, as far as they suit this machine. */
function installedPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'))
  return Object.entries<{ link?: boolean }>(packages)
    .filter(([path, { link }]) => path.startsWith('node_modules/') && link !== true)
    .map(([path]) => join(checkout, path))
    .filter((folder) => existsSync(join(folder, 'package.json')))
}

/** A tar file: npm takes the first folder off, whatever its name, and needs no compression. */
function archiveOf(folder: string): Buffer {
  const args = ['-c', '-C', dirname(folder), '--exclude', 'node_modules', basename(folder)]
  const { status, stdout, stderr } = spawnSync('tar', args, { maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`tar ${args.join(' ')}: ${stderr}`)
  return stdout
}
