/** The frame of a CloudTrail record (event version 1.11, management event). */

/**
 * @param {import("./random.mjs").Random} rng
 * @param {{ account: string, region: string, time: number }} at  `time` in epoch ms
 * @param {[source: string, name: string]} call
 * @param {{ who: object, ip: string, agent: string, more?: object }} caller
 * @param {object | null} request
 * @param {object | null} response
 * @param {object} [more]  members beside the frame; `readOnly: false` for a change
 */
export function record(rng, at, [source, name], caller, request, response, more = {}) {
  const plain = caller.agent !== caller.ip;
  return {
    eventVersion: "1.11",
    userIdentity: caller.who,
    eventTime: `${new Date(at.time).toISOString().slice(0, 19)}Z`,
    eventSource: `${source}.amazonaws.com`,
    eventName: name,
    awsRegion: at.region,
    sourceIPAddress: caller.ip,
    userAgent: caller.agent,
    requestParameters: request,
    responseElements: response,
    requestID: rng.uuid(),
    eventID: rng.uuid(),
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: at.account,
    eventCategory: "Management",
    ...more,
    ...(plain && {
      tlsDetails: {
        tlsVersion: "TLSv1.3",
        cipherSuite: "TLS_AES_128_GCM_SHA256",
        clientProvidedHostHeader: `${source}.${at.region}.amazonaws.com`,
      },
    }),
    ...caller.more,
  };
}
