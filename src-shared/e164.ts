/** A phone number in E.164: `+14155550100`. */
export const e164Pattern = /^\+[1-9]\d{6,14}$/;
