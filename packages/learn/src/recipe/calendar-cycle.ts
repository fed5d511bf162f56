/**
 * Sine of the part `step / size` of a full turn, for whole numbers, within 1 ulp and the same on every platform, which Math.sin is
 * not. Symmetries bring it to an eighth of a turn, exactly; there stand the polynomials of fdlibm's k_sin.c and k_cos.c (Copyright
 * (C) 1993 by Sun Microsystems, Inc., freely granted with this notice).
 */
export function sineOfTurn(step: number, size: number): number {
  const place = ((step % size) + size) % size;
  if (2 * place > size) return 0 - sineOfTurn(size - place, size);
  const [part, whole] = 4 * place > size ? [size - 2 * place, 2 * size] : [place, size];
  if (8 * part > whole) return cosinePolynomial((2 * Math.PI * (whole - 4 * part)) / (4 * whole));
  return sinePolynomial((2 * Math.PI * part) / whole);
}

/** Cosine of the part `step / size` of a full turn, as `sineOfTurn`. */
export function cosineOfTurn(step: number, size: number): number {
  return sineOfTurn(4 * step + size, 4 * size);
}

function sinePolynomial(x: number): number {
  const z = x * x;
  const rest =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x + x * z * (-0.16666666666666632 + z * rest);
}

function cosinePolynomial(x: number): number {
  const z = x * x;
  const rest =
    0.0416666666666666 +
    z *
      (-0.001388888888887411 +
        z *
          (2.480158728947673e-5 +
            z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 - z * 1.1359647557788195e-11))));
  return 1 - (0.5 * z - z * z * rest);
}

/** 0 = Monday to 6 = Sunday, of days since 1970-01-01 (a Thursday). */
export function weekdayOf(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}
