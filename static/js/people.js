// Numbers of people as the server reads them (outreach/reading/counts.py, by the same table of
// tests): a running total never shows what would not be saved.

const NOT_COUNTED = new Set(
  (
    "|-|–|—|n/a|na|n.a.|not counted|not known|unknown|no data|not recorded|not available|" +
    "ไม่ได้นับ|ไม่ทราบ|ไม่มีข้อมูล"
  ).split("|"),
);
const ABOUT = /^(?:~|≈|about|around|roughly|approximately|approx\.?|circa|ca\.|c\.|ประมาณ|ราว)\s*/i;
const ABOUT_AFTER = /\s*\(?(?:approx\.?|approximately|estimated|est\.?|ประมาณ)\)?$/i;
const PERSONS =
  /\s*(?:people|persons?|pax|participants?|attendees|students?|pupils?|teachers?|children|parents?|adults?|villagers?|youths?|คน|ราย|ท่าน|รูป)\.?$/i;
const WHOLE = /^(?:\d+|\d{1,3}(?:([,\s'’])\d{3})(?:\1\d{3})*)(?:\.0{1,2})?$/;
const COMMA_DECIMAL = /^(\d+|\d{1,3}(?:\.\d{3})+),0{1,2}$/;
const DOTTED = /^\d{1,3}(?:\.\d{3})+$/;
const LONGEST = 40;
const MOST = 1_000_000;
// The digits of every script stand in rows of ten; each row begins with its zero.
const DIGIT = /\p{Nd}/gu;

/** @param {string} digit */
function plainDigit(digit) {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/**
 * How many people a text means: null where nobody counted, undefined where it is not clear.
 * @param {string} written
 * @returns {number | null | undefined}
 */
export function readPeople(written) {
  const text = written.trim();
  if (NOT_COUNTED.has(text.toLowerCase())) return null;
  if (text.length > LONGEST) return undefined;
  const bare = text
    .replace(ABOUT, "")
    .replace(ABOUT_AFTER, "")
    .replace(PERSONS, "")
    .trim()
    .replace(DIGIT, plainDigit);
  if (DOTTED.test(bare)) return undefined;
  const comma = COMMA_DECIMAL.exec(bare)?.[1];
  const whole = comma ?? (WHOLE.test(bare) ? bare.split(".")[0] : undefined);
  if (whole === undefined) return undefined;
  const count = Number(whole.replace(/\D/g, ""));
  return count > MOST ? undefined : count;
}
