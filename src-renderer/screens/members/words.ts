/** How many words were typed. */
export const countWords = (typed: string): number => typed.split(/[\s,.-]+/).filter((word) => word !== '').length;
