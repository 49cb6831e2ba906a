/** A CA of its own and a certificate for the servers, as files and as text. */
export interface TlsFiles {
  /** PEM of the CA: what a client has to trust. */
  readonly ca: string
  /** PEM of a certificate that the CA signed, for servers and clients alike. */
  readonly cert: string
  /** PEM of that certificate's private key. */
  readonly key: string
  readonly caFile: string
  readonly certFile: string
  readonly keyFile: string
}
