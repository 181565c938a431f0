/** Asked before each piece of a long work: true until so many seconds have gone by. */
export const forSeconds = (seconds: number): (() => boolean) => {
  const end = performance.now() + seconds * 1000
  return () => performance.now() < end
}
