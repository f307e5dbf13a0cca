#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>
#include <string_view>

namespace sinergi::testing {

// Makes the tokens that no honest issuer makes: any header, any payload, correctly signed.
inline std::string Base64Url(std::string_view bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 6; count -= 6) text += kDigits[bits >> (count - 6) & 63];
  }
  if (count > 0) text += kDigits[bits << (6 - count) & 63];
  return text;
}

class TokenMaker {
 public:
  static TokenMaker P256() { return TokenMaker(EVP_EC_gen("P-256")); }
  static TokenMaker Rsa(std::size_t bits) {
    return TokenMaker(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits));
  }

  std::string Jwk(const std::string& key_id, const std::string& more = "") const {
    const bool is_rsa = EVP_PKEY_is_a(key_.get(), "RSA") == 1;
    const std::string numbers =
        is_rsa ? R"("kty":"RSA","n":")" + Number("n", 0) + R"(","e":")" + Number("e", 0)
               : R"("kty":"EC","crv":"P-256","x":")" + Number("qx", 32) + R"(","y":")" +
                     Number("qy", 32);
    return R"({"kid":")" + key_id + R"(",)" + numbers + "\"" + more + "}";
  }

  // Signs as RS256, PS256 or ES256, whatever the header says.
  std::string Sign(std::string_view algorithm, std::string_view header,
                   std::string_view payload) const {
    const std::string input = Base64Url(header) + "." + Base64Url(payload);
    return input + "." + Base64Url(Signature(algorithm, input));
  }

  static std::string SignHs256(std::string_view secret, std::string_view header,
                               std::string_view payload) {
    const std::string input = Base64Url(header) + "." + Base64Url(payload);
    std::string mac(32, '\0');
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(input.data()), input.size(),
         reinterpret_cast<unsigned char*>(mac.data()), nullptr);
    return input + "." + Base64Url(mac);
  }

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
  };

  explicit TokenMaker(EVP_PKEY* key) : key_(key) {}

  static std::string Bytes(const BIGNUM* number, int size) {
    if (size == 0) size = BN_num_bytes(number);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size);
    return bytes;
  }

  std::string Number(const char* name, int size) const {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &number);
    const std::unique_ptr<BIGNUM, Free> owner(number);
    return Base64Url(Bytes(number, size));
  }

  std::string Signature(std::string_view algorithm, const std::string& input) const {
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* options = nullptr;
    EVP_DigestSignInit(context.get(), &options, EVP_sha256(), nullptr, key_.get());
    if (algorithm == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* data = reinterpret_cast<const unsigned char*>(input.data());
    std::size_t size = 0;
    EVP_DigestSign(context.get(), nullptr, &size, data, input.size());
    std::string bytes(size, '\0');
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    EVP_DigestSign(context.get(), out, &size, data, input.size());
    bytes.resize(size);
    return algorithm == "ES256" ? RawEcdsa(bytes) : bytes;
  }

  static std::string RawEcdsa(const std::string& der) {
    const auto* start = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<ECDSA_SIG, Free> pair(
        d2i_ECDSA_SIG(nullptr, &start, static_cast<long>(der.size())));
    return Bytes(ECDSA_SIG_get0_r(pair.get()), 32) + Bytes(ECDSA_SIG_get0_s(pair.get()), 32);
  }

  std::unique_ptr<EVP_PKEY, Free> key_;
};

}  // namespace sinergi::testing
