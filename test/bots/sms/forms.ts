export const US = '+15550100000';

/** As Twilio's page of the incoming webhook lists the parameters, for a made-up sender. */
export const incomingSms = {
  ToCountry: 'US',
  ToState: '',
  SmsMessageSid: 'SM7f0000000000000000000000000000a1',
  NumMedia: '0',
  ToCity: '',
  FromZip: '',
  SmsSid: 'SM7f0000000000000000000000000000a1',
  FromState: '',
  SmsStatus: 'received',
  FromCity: '',
  Body: 'Hola, soy Ana',
  FromCountry: 'ES',
  To: US,
  ToZip: '',
  NumSegments: '1',
  MessageSid: 'SM7f0000000000000000000000000000a1',
  AccountSid: 'AC00000000000000000000000000000042',
  From: '+34600000001',
  ApiVersion: '2010-04-01',
};

export const statusCallback = {
  SmsSid: 'SM7f0000000000000000000000000000b2',
  SmsStatus: 'delivered',
  MessageStatus: 'delivered',
  To: '+34600000001',
  MessageSid: 'SM7f0000000000000000000000000000b2',
  AccountSid: 'AC00000000000000000000000000000042',
  From: US,
  ApiVersion: '2010-04-01',
};
