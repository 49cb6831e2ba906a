declare const PACKAGE_VERSION: string | undefined

/** Version of this package: the build puts in what package.json says. */
export const version = typeof PACKAGE_VERSION === 'undefined' ? 'source' : PACKAGE_VERSION
