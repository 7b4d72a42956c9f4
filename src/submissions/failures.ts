/** Why a request could not be sent, in words that say what to do. A code that is not here is a rejection of the service's own, with its own words. */
export const FAILURES: Readonly<Record<string, string>> = {
  'not-reached': 'The payer\'s server could not be reached. Ask the payer whether it is down, then resend.',
  'no-answer': 'The payer\'s server did not answer in time. It may have the request: the same one is sent again under the same number, so resending makes no second one. Ask the payer, then resend.',
  'answer-cut': 'The payer\'s answer broke off. It may have the request: the same one is sent again under the same number. Resend.',
  'answer-unreadable': 'The payer\'s server answered with something that is no FHIR. It may have the request. Tell the payer, then resend.',
  'answer-too-large': 'The payer\'s answer is too large to be true. Tell the payer, then resend.',
  'payer-unavailable': 'The payer\'s server had an error of its own. Ask the payer whether it is down, then resend.',
  'payer-busy': 'The payer\'s server asks to come back later. Resend later.',
  'token-refused': 'The payer did not recognise the service. Check client id, key id, key and scope of the payer\'s endpoint and what is registered at the payer, then resend.',
  'token-unreadable': 'The payer\'s token endpoint answered with no token. Check the token endpoint\'s address, then resend.',
  'access-refused': 'The payer did not admit the service to this address, with a new token either. Check the scope of the payer\'s endpoint and what is registered at the payer, then resend.',
  'address-wrong': 'There is no such service at the payer\'s address, or it sends elsewhere. Check the base address in the payer\'s endpoint and in the directory, then resend.',
  'too-large-for-payer': 'The request is too large for the payer. Send it by another channel and record that, or attach smaller scans and request again.',
  'request-refused': 'The payer\'s server refused the request and did not say why in FHIR. Ask the payer; correct and request again, or send it by another channel.',
  'endpoint-missing': 'No endpoint is configured for this payer any more. Add it to payer-endpoints.json and start the service again, then resend; or send it by another channel.',
  'endpoint-differs': 'The address that was chosen is not the one that is configured for this payer. Correct one of them, then request again or resend.',
  interrupted: 'The service was ended each time while it sent. It may have the request: resend, which makes no second one.',
};
