// An authenticator app (RFC 6238).
import { createHmac } from 'node:crypto';

function decode(base32) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// The code now, or `steps` of 30 seconds later.
export function appCode(secret, steps = 0, at = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(at / 30_000) + steps));
  const mac = createHmac('sha1', decode(secret)).update(counter).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 0xf) & 0x7fffffff;
  return `${number % 1_000_000}`.padStart(6, '0');
}

export const secretOf = (uri) => new URL(uri).searchParams.get('secret');
