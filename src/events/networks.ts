/**
 * Which addresses a delivery may go to: those that the internet reaches, and the networks that the operator has named. Loopback, private, link-local
 * and metadata addresses are refused, whatever name leads there.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

export const WEBHOOK_NETWORKS = Symbol('WebhookNetworks');

/** Not of the internet (IANA's special-purpose registries), and the address at which one cloud serves metadata although it is. */
const REFUSED_V4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '168.63.129.16/32',
];
/** Of IPv6 only what is routed is open, without what carries an IPv4 address or is no address of a host. */
const ROUTED_V6 = ['2000::/3'];
const REFUSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

export class Networks {
  private readonly named = new BlockList();
  /** Some network is named. */
  readonly hasNamed: boolean;

  /** As `10.20.0.0/16`; the configuration has checked them. */
  constructor(named: readonly string[] = []) {
    this.hasNamed = named.length > 0;
    for (const network of named) add(this.named, network);
  }

  /** False also of what is no address. */
  isOpen(address: string): boolean {
    return this.isNamed(address) || isOfTheInternet(address);
  }

  /** Named by the operator: there http is fine too. */
  isNamed(address: string): boolean {
    return (isIPv4(address) || isIPv6(address)) && this.named.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  }
}

const refusedV4 = listOf(REFUSED_V4);
const routedV6 = listOf(ROUTED_V6);
const refusedV6 = listOf(REFUSED_V6);

function isOfTheInternet(address: string): boolean {
  if (isIPv4(address)) return !refusedV4.check(address, 'ipv4');
  return isIPv6(address) && routedV6.check(address, 'ipv6') && !refusedV6.check(address, 'ipv6');
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) add(list, network);
  return list;
}

function add(list: BlockList, network: string): void {
  const [address = '', prefix] = network.split('/');
  const kind = isIPv4(address) ? 'ipv4' : 'ipv6';
  list.addSubnet(address, prefix === undefined ? (kind === 'ipv4' ? 32 : 128) : Number(prefix), kind);
}
