import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCertificates } from './certificates.js'

/** A CA of the servers' own and what it signed, as text. */
export interface TlsMaterial {
  /** PEM of the CA: what a client has to trust. */
  readonly ca: string
  /** PEM of a certificate that the CA signed, for servers and clients alike. */
  readonly cert: string
  /** PEM of that certificate's private key. */
  readonly key: string
}

/** The same, and the files that hold it. */
export interface TlsFiles extends TlsMaterial {
  readonly caFile: string
  readonly certFile: string
  readonly keyFile: string
}

/** Makes certificates for servers of these addresses and writes them into a folder. */
export function writeTlsFiles(folder: string, hosts: readonly string[]): TlsFiles {
  const { ca, certificate } = makeCertificates(hosts)
  const write = (name: string, pem: string): string => {
    const file = join(folder, name)
    writeFileSync(file, pem, { mode: 0o600 })
    return file
  }
  return {
    ca,
    ...certificate,
    caFile: write('ca.pem', ca),
    certFile: write('cert.pem', certificate.cert),
    keyFile: write('key.pem', certificate.key),
  }
}
