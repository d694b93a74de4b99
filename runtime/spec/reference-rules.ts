import { lookup } from 'node:dns/promises';
import { realpath } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import path from 'node:path';
import { ForbiddenRefError } from '../errors.ts';
import type { LoadSettings } from './load-options.ts';
import { showFile } from './show-file.ts';

const closedNetworks = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], // RFC 1122: this host
  ['10.0.0.0', 8], // RFC 1918
  ['100.64.0.0', 10], // RFC 6598: carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, with the metadata services of clouds
  ['172.16.0.0', 12], // RFC 1918
  ['192.0.0.0', 24], // RFC 6890
  ['192.168.0.0', 16], // RFC 1918
  ['198.18.0.0', 15], // RFC 2544
  ['224.0.0.0', 3], // multicast and reserved
] as const) {
  closedNetworks.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 128], // unspecified
  ['::1', 128], // loopback
  ['64:ff9b::', 96], // RFC 6052: IPv4 by translation
  ['fc00::', 7], // RFC 4193: unique local
  ['fe80::', 10], // link-local
  ['ff00::', 8], // multicast
] as const) {
  closedNetworks.addSubnet(net, prefix, 'ipv6');
}

/** Throws `ForbiddenRefError` unless the file lies in the folder, also after symbolic links are followed. */
export async function assertFileInFolder(file: string, folder: string, settings: LoadSettings): Promise<void> {
  if (settings.allowFileRefs) return;
  const realFolder = await realpath(folder).catch(() => folder);
  const realFile = await realpath(file).catch(() => file);
  const inside =
    (contains(folder, file) || contains(realFolder, file)) && (contains(realFolder, realFile) || realFile === file);
  if (inside) return;
  throw new ForbiddenRefError(`A $ref leads to ${showFile(file, settings.cwd)}, outside the document's folder.`, {
    where: showFile(file, settings.cwd),
    hint: 'Move the file beside the document, or allow file references outside its folder (allowFileRefs).',
  });
}

/** Throws `ForbiddenRefError` for loopback, private and link-local addresses, unless the document came from the same host and port. */
export async function assertPublicAddress(url: URL, home: URL, settings: LoadSettings): Promise<void> {
  if (settings.allowRemoteRefs || (url.host === home.host && home.protocol !== 'file:')) return;
  if (!(await isClosedHost(url.hostname))) return;
  throw new ForbiddenRefError(`A $ref leads to ${url.href}, a loopback, private or link-local address.`, {
    where: url.href,
    hint: 'Load the document from that host, or allow references to private addresses (allowRemoteRefs).',
  });
}

function contains(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

async function isClosedHost(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  if (isIP(host) !== 0) return isClosedAddress(host);
  // A name that cannot be looked up cannot be fetched either: fetch then says so.
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.some(({ address }) => isClosedAddress(address));
}

function isClosedAddress(address: string): boolean {
  return closedNetworks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
