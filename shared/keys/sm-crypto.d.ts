/** The second implementation that tests compare SM2 with; it ships no types. */
declare module 'sm-crypto' {
  type Options = {
    readonly der: boolean
    readonly hash: boolean
    readonly publicKey?: string
    readonly userId: string
  }
  const library: {
    readonly sm2: {
      readonly doSignature: (message: readonly number[], secret: string, options: Options) => string
      readonly doVerifySignature: (
        message: readonly number[],
        signature: string,
        point: string,
        options: Options,
      ) => boolean
    }
  }
  export default library
}
