import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'
import {
  bitString,
  boolean,
  der,
  integer,
  octetString,
  oid,
  sequence,
  set,
  tagged,
  utcTime,
  utf8String,
} from './der.js'

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

const DAY_MS = 86_400_000
const VALID_DAYS = 30
const SIGNATURE = sequence(oid('1.2.840.10045.4.3.2'))

interface Identity {
  readonly name: string
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

/**
 * A CA made for the occasion and a certificate that it signed, good for servers and clients, valid for 30 days. Made
 * here, because a machine that runs Node need not have openssl.
 *
 * @param hosts IP addresses that the certificate is for, besides the name `localhost`
 */
export function makeCertificates(hosts: readonly string[]): { ca: string; certificate: Certificate } {
  const authority = identity('rc-testing CA')
  const server = identity('rc-testing server')
  return {
    ca: issue(authority, authority, [
      extension('2.5.29.19', true, sequence(boolean(true))),
      // keyCertSign, cRLSign
      extension('2.5.29.15', true, bitString(Buffer.from([0x06]), 1)),
    ]),
    certificate: {
      cert: issue(server, authority, [
        extension('2.5.29.19', true, sequence()),
        // digitalSignature
        extension('2.5.29.15', true, bitString(Buffer.from([0x80]), 7)),
        // serverAuth, clientAuth
        extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2'))),
        extension('2.5.29.17', false, sequence(...alternativeNames(hosts))),
        extension('2.5.29.35', false, sequence(der(0x80, keyId(authority)))),
      ]),
      key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  }
}

function identity(name: string): Identity {
  return { name, ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }) }
}

function issue(subject: Identity, issuer: Identity, extensions: readonly Buffer[]): string {
  const now = Date.now()
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    SIGNATURE,
    commonName(issuer.name),
    // A day in the past, for clocks that differ.
    sequence(utcTime(new Date(now - DAY_MS)), utcTime(new Date(now + VALID_DAYS * DAY_MS))),
    commonName(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions, extension('2.5.29.14', false, octetString(keyId(subject))))),
  )
  const certificate = sequence(body, SIGNATURE, bitString(sign('sha256', body, issuer.privateKey)))
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

const commonName = (name: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8String(name))))

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value))

const keyId = ({ publicKey }: Identity): Buffer =>
  createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()

function alternativeNames(hosts: readonly string[]): Buffer[] {
  const addresses = hosts.map(host => der(0x87, addressBytes(host)))
  return [der(0x82, Buffer.from('localhost')), ...addresses]
}

function addressBytes(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from(host.split('.').map(Number))
  const [head = '', tail] = host.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16))
  const left = groups(head)
  const right = groups(tail ?? '')
  const all = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right]
  return Buffer.from(all.flatMap(group => [group >> 8, group & 0xff]))
}
