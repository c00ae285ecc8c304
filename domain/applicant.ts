/** What classmates are told of somebody they should recognise; never the phone number. */
export interface Applicant {
  name: string;
  graduatingYear: number | null;
  section: string | null;
}

/** `Ana Lopez (1998, Blue)`: reads the same in every language. */
export function shownApplicant({ name, graduatingYear, section }: Applicant): string {
  const place = [graduatingYear, section].filter(Boolean).join(', ');
  return place ? `${name} (${place})` : name;
}
