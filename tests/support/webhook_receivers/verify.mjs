// Checks a webhook's request as a receiver would: node verify.mjs FILE, with {"headers", "body", "shared_key", "public_key"}.
// Prints what the CloudEvents SDK reads of it; ends with 1 when the signature is not right.
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { HTTP } from "cloudevents";
import { Webhook } from "standardwebhooks";

const { headers, body, shared_key, public_key } = JSON.parse(readFileSync(process.argv[2], "utf8"));

function checkAsymmetric() {
  // An Ed25519 public key as SubjectPublicKeyInfo is this prefix and its 32 bytes.
  const prefix = Buffer.from("302a300506032b6570032100", "hex");
  const raw = Buffer.from(public_key.slice("whpk_".length), "base64");
  const key = createPublicKey({ key: Buffer.concat([prefix, raw]), format: "der", type: "spki" });
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const right = headers["webhook-signature"]
    .split(" ")
    .filter((signature) => signature.startsWith("v1a,"))
    .some((signature) => verify(null, Buffer.from(text), key, Buffer.from(signature.slice(4), "base64")));
  if (!right) throw new Error("no Ed25519 signature is right");
}

try {
  new Webhook(shared_key).verify(body, headers);
  checkAsymmetric();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const event = HTTP.toEvent({ headers, body });
if (!event.validate()) throw new Error("no valid CloudEvent");
const { id, type, subject, number, revision, data } = event;
console.log(JSON.stringify({ id, type, subject, number, revision, data: data ?? null }));
