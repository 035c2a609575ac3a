/**
 * How a number is written: `short` on records, `trimmed` inside chips, `full` on hover.
 * app/notation/numbers.py writes the same texts; tests/notation/numbers.json holds both to it.
 */

export const NOT_REACHED = '—';
const MINUS = '−';

/**
 * At least four significant digits: at most four decimals from 1 up, at most six digits, else an exponent.
 * @param {number | null} x null: not reached yet
 * @returns {string} such as 0.7071, −6.0000, 12345.7, 1.234e−8
 */
export function short(x) {
  if (x === null || !Number.isFinite(x)) return word(x);
  const size = Math.abs(x);
  const [digits, power] = size.toExponential(3).split('e');
  const exponent = size === 0 ? 0 : Number(power);
  if (exponent < -4 || exponent >= 6) return `${sign(x)}${digits}e${integer(exponent)}`;
  const decimals = exponent >= 0 ? Math.min(4, 5 - exponent) : 3 - exponent;
  return sign(x) + size.toFixed(decimals);
}

/**
 * `short` without trailing zeros: 0.5, −3, 1e6.
 * @param {number | null} x
 */
export function trimmed(x) {
  if (x === null || !Number.isFinite(x)) return word(x);
  const [mantissa, exponent] = short(x).split('e');
  const plain = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? plain : `${plain}e${exponent}`;
}

/**
 * Two digits at the most, where there is little room: 0.52, −1.3, 12, 3e−5.
 * @param {number | null} x
 */
export function brief(x) {
  if (x === null) return NOT_REACHED;
  const size = Math.abs(x);
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : `${sign(x)}∞`;
  if (size !== 0 && (size < 0.0095 || size >= 999.5)) {
    const [digit, exponent] = size.toExponential(0).split('e');
    return `${sign(x)}${digit}e${integer(Number(exponent))}`;
  }
  return sign(x) + size.toFixed(size < 0.995 ? 2 : size < 9.95 ? 1 : 0);
}

/**
 * `short` with fewer digits where four take more letters than there are: −0.00449 in 8.
 * @param {number | null} x @param {number} letters
 */
export function within(x, letters) {
  const text = short(x);
  if (x === null || text.length <= letters) return text;
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'nan' : `${sign(x)}inf`;
  const size = Math.abs(x);
  for (let digits = 3; digits > 1; digits--) {
    const [mantissa, power] = size.toExponential(digits - 1).split('e');
    const [exponent, decimals] = [Number(power), digits - 1 - Number(power)];
    const plain = decimals >= 0 && decimals < 20 ? size.toFixed(decimals) : '';
    const fitting = [plain, `${mantissa}e${integer(exponent)}`].find(
      (one) => one && (sign(x) + one).length <= letters,
    );
    if (fitting) return sign(x) + fitting;
  }
  return brief(x);
}

/**
 * The shortest digits that read back as the same float64.
 * @param {number | null} x
 */
export function full(x) {
  if (x === null || !Number.isFinite(x)) return word(x);
  return sign(x) + String(Math.abs(x)).replace('e+', 'e').replace('-', MINUS);
}

/** @param {number} x */
function sign(x) {
  return x < 0 ? MINUS : '';
}

/** @param {number} x */
function integer(x) {
  return sign(x) + Math.abs(x);
}

/** @param {number | null} x */
function word(x) {
  if (x === null) return NOT_REACHED;
  return Number.isNaN(x) ? 'not a number' : `${sign(x)}infinity`;
}
