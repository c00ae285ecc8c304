import { existsSync } from 'node:fs';
import path from 'node:path';
import type { NewId } from '../domain/id.ts';
import type { BucketOptions } from '../media/bucket.ts';
import { openStore } from '../media/store.ts';
import { type Check, type Finding, fine, wrong } from './finding.ts';

export interface MediaSettings {
  /** MEDIA_URL; undefined: a folder below `dataDir`. */
  url: string | undefined;
  dataDir: string;
  bucket: BucketOptions;
  newId: NewId;
}

/** Writes a small file where files lie, reads it back and takes it away. */
export function mediaStoreCheck(settings: MediaSettings): Check {
  const url = settings.url ?? `file:${path.resolve(settings.dataDir, 'media')}`;
  const isBucket = url.startsWith('s3:');
  return {
    part: 'Files',
    asked: isBucket ? 'The bucket' : 'The folder for files',
    async look() {
      // A look must not leave a data folder behind where nothing was started yet.
      if (!settings.url && !existsSync(settings.dataDir)) return [];
      try {
        await tryOut(url, settings);
        return [
          fine(
            `${isBucket ? 'The bucket' : 'The folder for files'} takes a file, gives it back and lets it go.`,
          ),
        ];
      } catch (error) {
        return [isBucket ? refusedByBucket(error) : refusedByFolder(error)];
      }
    },
  };
}

async function tryOut(url: string, { newId, bucket }: MediaSettings): Promise<void> {
  // Nothing secret is in it, so that it needs no key.
  const plain = {
    sealFile: (bytes: Uint8Array) => Buffer.from(bytes),
    openFile: (bytes: Uint8Array) => Buffer.from(bytes),
  };
  const store = await openStore(url, { seal: plain, newId, bucket });
  // Always the same bytes: their name is made of them, and on a disk its folder stays behind.
  const bytes = Buffer.from('Homeroom was here');
  // What an earlier look that was cut off has left would not be written again.
  await store.remove(await store.put('doctor', bytes));
  const key = await store.put('doctor', bytes);
  const back = Buffer.from(await store.read(key));
  await store.remove(key);
  if (!back.equals(bytes)) throw new Error('the file came back with other bytes');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const cures: [RegExp, string][] = [
  [/NoSuchBucket/, 'The bucket does not exist: create it, or correct MEDIA_URL'],
  [
    /AccessDenied|Forbidden|HTTP 403/,
    'The bucket refuses us: see that the keys are right, and may s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket',
  ],
  [
    /InvalidAccessKeyId|SignatureDoesNotMatch/,
    'The keys of the bucket are wrong: correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ],
  [
    /CredentialsProviderError/,
    'There are no keys for the bucket: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ],
  [
    /Region is missing|PermanentRedirect|HTTP 301|AuthorizationHeaderMalformed|IllegalLocationConstraint/,
    'The bucket is in another region: set AWS_REGION',
  ],
  [/RequestTimeTooSkewed/, 'The clock of this machine is wrong: set it by NTP'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|TimeoutError|ETIMEDOUT/,
    'The bucket cannot be reached: correct S3_ENDPOINT or AWS_REGION',
  ],
];

function refusedByBucket(error: unknown): Finding {
  const told = causesOf(error);
  const cure = cures.find(([pattern]) => pattern.test(told))?.[1];
  if (!cure) throw error;
  return wrong(`${cure}.`);
}

function refusedByFolder(error: unknown): Finding {
  const told = causesOf(error);
  if (/ENOSPC|EDQUOT/.test(told)) return wrong('The disk for files is full: make room.');
  if (/EACCES|EPERM|EROFS|ENOTDIR|EEXIST/.test(told))
    return wrong(
      'This account may not write into the folder for files: give it the folder, or correct MEDIA_URL.',
    );
  throw error;
}

/** Names, codes and words of an error and of all behind it. */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { name, message, cause } = error;
  const code = 'code' in error ? String(error.code) : '';
  // What is asked without a body is refused without a word: the AWS SDK then knows the status alone.
  const { httpStatusCode: status } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  const inner = error instanceof AggregateError ? error.errors.map(causesOf).join(' ') : '';
  return `${name} ${code} HTTP ${status} ${message} ${inner} ${causesOf(cause)}`;
}
