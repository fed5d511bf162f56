/** A colour in light and in dark. */
export interface Colour {
  readonly light: string;
  readonly dark: string;
}

const pair = (light: string, dark: string): Colour => ({ light, dark });

/** The names of the colours that are not steps of a scale. */
export type ColourName =
  | 'page'
  | 'surface'
  | 'sunken'
  | 'text'
  | 'text-2'
  | 'text-3'
  | 'hairline'
  | 'edge'
  | 'accent'
  | 'passes'
  | 'fails'
  | 'warns'
  | 'unknown'
  | `${'accent' | 'passes' | 'fails' | 'warns' | 'unknown'}-tint`
  | `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

/** Every colour of pages and drawings by its token. A custom property of this name, with `--` before it, carries it. */
export const colours: Readonly<Record<ColourName, Colour>> = {
  page: pair('#FBFAF7', '#141311'),
  surface: pair('#FFFFFF', '#1C1B18'),
  sunken: pair('#F3F1EC', '#0F0E0C'),
  text: pair('#1C1B18', '#F2EFE8'),
  'text-2': pair('#524E45', '#BDB7A9'),
  'text-3': pair('#6B665B', '#989182'),
  hairline: pair('#E4E0D7', '#322F29'),
  edge: pair('#8A8477', '#7D776A'),
  accent: pair('#4A3FC4', '#ABA5FF'),
  'accent-tint': pair('#ECEBFB', '#25224A'),
  passes: pair('#03726E', '#2FE3D6'),
  'passes-tint': pair('#DFF2F0', '#0E2B29'),
  fails: pair('#8B0E0E', '#F0694A'),
  'fails-tint': pair('#FBE6E3', '#3B1713'),
  warns: pair('#955D00', '#FCC843'),
  'warns-tint': pair('#FCEFD2', '#33260C'),
  unknown: pair('#45423D', '#9E9A90'),
  'unknown-tint': pair('#EFECE5', '#2A2823'),
  'series-1': pair('#2C63D4', '#347AEF'),
  'series-2': pair('#C47F4B', '#F8A30A'),
  'series-3': pair('#005246', '#08DCBD'),
  'series-4': pair('#C73475', '#AD5E77'),
  'series-5': pair('#6A6700', '#E3ED9F'),
  'series-6': pair('#530076', '#B49FD8'),
  'series-7': pair('#049EB6', '#BFE4FE'),
  'series-8': pair('#601101', '#DF4F1A'),
};

/** Seven steps from little to much. On light ground the dark end is most, on dark ground the light end. */
export const sequential: readonly Colour[] = [
  pair('#DFF3E2', '#1F285A'),
  pair('#97DAC2', '#004B81'),
  pair('#45BCB6', '#01718F'),
  pair('#0196AA', '#04979E'),
  pair('#036F95', '#46BBA4'),
  pair('#004884', '#98D7AB'),
  pair('#1A2163', '#DDEFCC'),
];

/** Nine steps from negative over a middle that means zero to positive. */
export const diverging: readonly Colour[] = [
  pair('#06489C', '#96C0FE'),
  pair('#3971C2', '#6595DD'),
  pair('#729BD7', '#436DAC'),
  pair('#ADC4E6', '#30496E'),
  pair('#EEEDE8', '#272623'),
  pair('#DFB9A1', '#613F28'),
  pair('#C9885B', '#995C2F'),
  pair('#A65C20', '#D17D3E'),
  pair('#773A00', '#FFA666'),
];
