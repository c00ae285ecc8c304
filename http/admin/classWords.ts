/** Which class somebody was in: `1998, Blue`; a dash where nobody knows. */
export const classWords = ({
  graduating_year: year,
  section,
}: {
  graduating_year: number | null;
  section: string | null;
}): string => [year, section].filter((one) => one !== null).join(', ') || '–';
