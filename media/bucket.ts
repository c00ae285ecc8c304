import type { Files } from './store.ts';

export interface BucketOptions {
  /** For S3-compatible servers; undefined: Amazon's own. */
  endpoint?: string | undefined;
  /** Undefined: AWS_ACCESS_KEY_ID and its like, a profile, or the role of the machine, as the AWS SDK finds them. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** Undefined: as the AWS SDK finds it; with an endpoint, whose owner rarely minds, us-east-1. */
  region?: string | undefined;
}

const connectMs = 5_000;
const answerMs = 60_000;

/** A bucket. The SDK is large and loaded only here: a first run without one never waits for it. */
export async function openBucket(
  { name, prefix }: { name: string; prefix: string },
  { endpoint, credentials, region }: BucketOptions,
): Promise<Files> {
  const { FileStorage } = await import('@flystorage/file-storage');
  const { AwsS3StorageAdapter } = await import('@flystorage/aws-s3');
  const { S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    ...(endpoint && { endpoint, forcePathStyle: true, region: 'us-east-1' }),
    ...(region && { region }),
    ...(credentials && { credentials }),
    // Servers of others know no CRC trailers (https://github.com/aws/aws-sdk-js-v3/issues/6810); what is sealed proves itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: connectMs, requestTimeout: answerMs },
  });
  const storage = new FileStorage(new AwsS3StorageAdapter(client, { bucket: name, prefix }));
  return {
    storage,
    // With the type said nothing is guessed. S3 shows a file whole or not at all, also one that came in parts.
    write: (key, bytes) =>
      storage.write(key, bytes, { mimeType: 'application/octet-stream', size: bytes.length }),
  };
}
