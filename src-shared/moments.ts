/**
 * ISO times as milliseconds since 1970, and back. Times come in runs of equal ones: all rungs of a check have one, so
 * the last is remembered. A list of clinics turns hundreds of thousands.
 */
let lastTime = '';
let lastMoment = Number.NaN;

/** Not a number for what is no time. */
export function momentOf(time: string): number {
  if (time !== lastTime) [lastTime, lastMoment] = [time, Date.parse(time)];
  return lastMoment;
}

export function timeOf(moment: number): string {
  if (moment !== lastMoment) [lastTime, lastMoment] = [new Date(moment).toISOString(), moment];
  return lastTime;
}
