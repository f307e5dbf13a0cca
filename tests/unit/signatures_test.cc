#include "common/privacy/signatures.h"

#include <gtest/gtest.h>

namespace sinergi {
namespace {

std::string FromHex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

TEST(SignaturesTest, HmacIsThatOfTheStandard) {  // RFC 4231, test case 2
  EXPECT_EQ(HmacSha256Key("Jefe").Sign("what do ya want for nothing?"),
            FromHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

TEST(SignaturesTest, HmacTakesKeysOfAnySize) {
  // RFC 4231, test case 6: 131 bytes.
  EXPECT_EQ(HmacSha256Key(std::string(131, '\xaa'))
                .Sign("Test Using Larger Than Block-Size Key - Hash Key First"),
            FromHex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
  // Of nothing, by the empty key: a value that is widely shown.
  EXPECT_EQ(HmacSha256Key("").Sign(""),
            FromHex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
}

TEST(SignaturesTest, SignsAsStandardWebhooksShow) {  // the example of their specification
  const auto key = ParseBase64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  ASSERT_TRUE(key);
  EXPECT_EQ(Base64(HmacSha256Key(*key).Sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}")),
            "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(SignaturesTest, Ed25519IsThatOfTheStandard) {  // RFC 8032, 7.1, test 1
  const Ed25519Key key(FromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(key.public_key(),
            FromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
  EXPECT_EQ(key.Sign(""),
            FromHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33b"
                    "acc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
}

TEST(SignaturesTest, AnotherTextKeyOrSignatureIsNoticed) {
  const Ed25519Key key(std::string(32, 'a'));
  const Ed25519Key other(std::string(32, 'b'));
  const std::string signature = key.Sign("text");
  EXPECT_TRUE(VerifyEd25519(key.public_key(), "text", signature));
  EXPECT_FALSE(VerifyEd25519(key.public_key(), "texts", signature));
  EXPECT_FALSE(VerifyEd25519(other.public_key(), "text", signature));
  EXPECT_FALSE(VerifyEd25519(key.public_key(), "text", signature.substr(1)));
  EXPECT_FALSE(VerifyEd25519("", "text", signature));
}

TEST(SignaturesTest, Base64TakesItsOwnFormOnly) {
  EXPECT_EQ(Base64("any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
  EXPECT_EQ(ParseBase64("YW55IGNhcm5hbCBwbGVhcw=="), "any carnal pleas");
  EXPECT_EQ(ParseBase64("YW55IGNhcm5hbCBwbGVhcw"), std::nullopt);
  EXPECT_EQ(ParseBase64("YW55 "), std::nullopt);
}

TEST(SignaturesTest, RandomBytesAreOthersEachTime) {
  EXPECT_EQ(RandomBytes(32).size(), 32u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

}  // namespace
}  // namespace sinergi
