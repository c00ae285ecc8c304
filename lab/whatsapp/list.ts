import { bounded, unique } from './bounded.ts';
import type { List, Row } from './content.ts';
import { inside, type Json, lengthOf, objects, onlyKeys, optionalText, text } from './params.ts';
import { refusals } from './refusal.ts';

const limits = {
  button: 20,
  sections: 10,
  sectionTitle: 24,
  rows: 10,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
};

/** The action of a list: sections of rows, ten of each at most. @throws {Refusal} */
export function listOf(action: Json): List {
  const path = "interactive['action']";
  const button = bounded(action, 'button', { path, most: limits.button, what: 'Button text' });
  const given = objects(action, 'sections', path);
  if (given.length < 1 || given.length > limits.sections)
    throw refusals.invalid(
      `Invalid sections count. Min allowed sections: 1, Max allowed sections: ${limits.sections}`,
    );
  const sections = given.map((one, index) =>
    sectionOf(one, { path: inside(inside(path, 'sections'), index), isOnly: given.length === 1 }),
  );
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > limits.rows)
    throw refusals.invalid(`Total row count exceed max allowed count: ${limits.rows}`);
  unique(
    rows.map(({ id }) => id),
    'Row ids must be unique',
  );
  return { button, sections };
}

function sectionOf(given: Json, { path, isOnly }: { path: string; isOnly: boolean }): List['sections'][0] {
  const title = optionalText(given, 'title', { path }) ?? '';
  if (title === '' && !isOnly)
    throw refusals.missingInside('Section title is required if there is more than one section');
  if (lengthOf(title) > limits.sectionTitle)
    throw refusals.invalid(`Section title is too long. Max length is ${limits.sectionTitle}`);
  const rows = objects(given, 'rows', path).map((row, index) =>
    rowOf(row, inside(inside(path, 'rows'), index)),
  );
  if (rows.length === 0) throw refusals.missingInside('A section must have at least one row');
  return { title, rows };
}

function rowOf(given: Json, path: string): Row {
  onlyKeys(given, path, ['id', 'title', 'description']);
  const id = bounded(given, 'id', { path, most: limits.rowId, what: 'Row id' });
  const title = text(given, 'title', { path });
  if (lengthOf(title) > limits.rowTitle)
    throw refusals.invalid(`Row title is too long. Max length is ${limits.rowTitle}`);
  const description = optionalText(given, 'description', { path });
  if (description !== undefined && lengthOf(description) > limits.rowDescription)
    throw refusals.invalid(`Row description is too long. Max length is ${limits.rowDescription}`);
  return { id, title, ...(description && { description }) };
}
