import { BlockList, isIP } from 'node:net';

const loopback = blockList([['127.0.0.0', 8, 'ipv4']], ['::1']);

/** Addresses that no public host has (RFC 1918, 3927, 4193, 4291, 6598), loopback among them. */
const local = blockList(
  [
    ['0.0.0.0', 8, 'ipv4'],
    ['10.0.0.0', 8, 'ipv4'],
    ['100.64.0.0', 10, 'ipv4'],
    ['127.0.0.0', 8, 'ipv4'],
    ['169.254.0.0', 16, 'ipv4'],
    ['172.16.0.0', 12, 'ipv4'],
    ['192.168.0.0', 16, 'ipv4'],
    ['fc00::', 7, 'ipv6'],
    ['fe80::', 10, 'ipv6'],
  ],
  ['::', '::1'],
);

/** Special-use and private names (RFC 6761, 6762, 8375, and ICANN's `internal`). */
const localSuffix = /(^|\.)(localhost|local|test|internal|intranet|lan|home\.arpa)$/;

/** Whether a URL's host is this machine: `localhost` and names below it (RFC 6761 §6.3), 127.0.0.0/8, `::1`. */
export function isLoopbackHost(hostname: string): boolean {
  const host = bare(hostname);
  return isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : contains(loopback, host);
}

/** Whether a URL's host may be open to the world: no private address, no name that only a local network knows. */
export function isPublicHost(hostname: string): boolean {
  const host = bare(hostname);
  if (isIP(host) !== 0) return !contains(local, host);
  return host.includes('.') && !localSuffix.test(host);
}

function bare(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function blockList(
  subnets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[],
  ipv6: readonly string[],
): BlockList {
  const list = new BlockList();
  for (const [net, prefix, family] of subnets) list.addSubnet(net, prefix, family);
  for (const address of ipv6) list.addAddress(address, 'ipv6');
  return list;
}
