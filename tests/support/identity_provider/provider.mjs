// An OpenID provider on loopback: node provider.mjs CERTIFICATE KEY_ID [PORT]. It signs with a new
// key under that name, knows two service accounts, and prints its address when it serves.
import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import https from 'node:https';
import Provider from 'oidc-provider';

const [certificateFile, keyId, port] = process.argv.slice(2);
const certificate = readFileSync(certificateFile);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = { ...privateKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256', use: 'sig' };

const claimsOf = {
  'national-system': { roles: ['national-system'], office: 'BNN' },
  'field-system': {
    roles: ['office-officer'],
    office: 'BNNK-PANGKALPINANG',
    deputy: 'rehabilitasi',
  },
};

const account = (name) => ({
  client_id: name,
  client_secret: `secret-of-${name}`,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  id_token_signed_response_alg: 'ES256',
});

const server = https.createServer({ key: certificate, cert: certificate });
server.listen(Number(port ?? 0), '127.0.0.1', () => {
  const issuer = `https://localhost:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: Object.keys(claimsOf).map(account),
    jwks: { keys: [key] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: '',
          audience: resource.replace('urn:', ''),
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    extraTokenClaims: (_context, token) => claimsOf[token.clientId],
  });
  server.on('request', provider.callback());
  console.log(`serving ${issuer}`);
});
