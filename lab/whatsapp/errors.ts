/** An error of the Cloud API: its title, and the HTTP status it is answered with where it is answered at once. */
export interface KnownError {
  status: number;
  title: string;
  /** What `error_data.details` says where nothing more exact is known. */
  details: string;
}

const known = (status: number, title: string, details = title): KnownError => ({ status, title, details });

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
export const errors: Record<number, KnownError> = {
  0: known(401, 'AuthException', 'We were unable to authenticate the app user.'),
  1: known(400, 'API Unknown', 'Possibly an invalid request or a server error.'),
  2: known(503, 'API Service', 'Temporary due to downtime or due to being overloaded.'),
  3: known(500, 'API Method', 'Capability or permissions issue.'),
  4: known(400, 'Application request limit reached', 'The app has reached its API call rate limit.'),
  10: known(403, 'Permission Denied', 'Permission is either not granted or has been removed.'),
  33: known(400, 'Parameter value is not valid', 'The business phone number has been deleted.'),
  100: known(400, 'Invalid parameter'),
  190: known(401, 'Access token has expired', 'Your access token has expired.'),
  368: known(403, 'Temporarily blocked for policies violations'),
  80007: known(400, 'Rate limit issues', 'The WhatsApp Business Account has reached its rate limit.'),
  130429: known(400, 'Rate limit hit', 'Cloud API message throughput has been reached.'),
  130472: known(
    400,
    "User's number is part of an experiment",
    "Failed to send message because this user's phone number is part of an experiment",
  ),
  130497: known(403, 'Business account is restricted from messaging users in this country.'),
  131000: known(500, 'Something went wrong', 'Message failed to send due to an unknown error.'),
  131005: known(403, 'Access denied', 'Permission is either not granted or has been removed.'),
  131008: known(400, 'Required parameter is missing'),
  131009: known(400, 'Parameter value is not valid'),
  131016: known(500, 'Service unavailable', 'A service is temporarily unavailable.'),
  131021: known(400, 'Recipient cannot be sender', 'Sender and recipient phone number is the same.'),
  131026: known(400, 'Message undeliverable', 'Message Undeliverable.'),
  131030: known(
    400,
    'Recipient phone number not in allowed list',
    'Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again.',
  ),
  131031: known(403, 'Account has been locked'),
  131037: known(400, 'Phone number display name is not approved'),
  131042: known(400, 'Business eligibility payment issue'),
  131044: known(400, 'Business eligibility payment issue'),
  131045: known(500, 'Incorrect certificate', 'Phone number registration error.'),
  131047: known(
    400,
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ),
  131048: known(
    400,
    'Spam rate limit hit',
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number.',
  ),
  131049: known(400, 'This message was not delivered to maintain healthy ecosystem engagement.'),
  131050: known(400, 'User has stopped marketing messages'),
  131051: known(400, 'Message type unknown', 'Message type is currently not supported.'),
  131052: known(400, 'Media download error', 'Unable to download the media sent by the user.'),
  131053: known(400, 'Media upload error', 'Unable to upload the media used in the message.'),
  131056: known(
    400,
    '(Business Account, Consumer Account) pair rate limit hit',
    'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.',
  ),
  131057: known(500, 'Account in maintenance mode'),
  131062: known(
    400,
    'Business-scoped User ID (BSUID) recipients are not supported for this message.',
    'Authentication templates cannot be sent to a business-scoped user ID.',
  ),
  131063: known(400, 'Marketing templates are disabled for Cloud API'),
  131064: known(400, 'Message failed to send because this account has reached its messaging limit'),
  131215: known(400, 'Groups APIs are only available for eligible phone numbers'),
  132000: known(400, 'Number of parameters does not match the expected number of params'),
  132001: known(404, 'Template name does not exist in the translation'),
  132005: known(400, 'Translated text too long'),
  132007: known(400, 'Template format character policy violated'),
  132008: known(400, 'Template parameter value is not valid'),
  132012: known(400, 'Parameter format does not match format in the created template'),
  132015: known(400, 'Template is paused', 'Template is paused due to low quality.'),
  132016: known(400, 'Template is disabled', 'Template has been paused too many times due to low quality.'),
  132018: known(400, 'There was an issue with the parameters in template'),
  132068: known(400, 'Flow is blocked', 'Flow is in blocked state.'),
  132069: known(400, 'Flow is throttled', 'Flow is in throttled state.'),
  133010: known(400, 'Account not registered'),
  133016: known(400, 'Account register or deregister rate limit exceeded'),
  135000: known(400, 'Generic user error', 'Message failed to send because of an unknown error.'),
  137000: known(400, "Recipient's identity key hash does not match"),
};

export const errorOf = (code: number): KnownError => errors[code] ?? known(400, `Error ${code}`);

/** An error as a webhook tells of it. */
export function webhookError(code: number, details = errorOf(code).details) {
  const { title } = errorOf(code);
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
  return { code, title, message: title, error_data: { details }, href };
}
