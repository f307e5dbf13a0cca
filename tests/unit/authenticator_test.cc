#include "common/privacy/authenticator.h"

#include <gtest/gtest.h>

#include <fstream>

#include "common/privacy/reasons.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using std::filesystem::perms;

std::string Hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) {
    text += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    text += "0123456789abcdef"[c & 15];
  }
  return text;
}

class TokenSealerTest : public ::testing::Test {
 protected:
  const TokenSealer sealer_{std::string(32, 'k')};
};

TEST_F(TokenSealerTest, OpensWhatItSealed) {
  for (const std::string& payload :
       {std::string(), std::string("42"), std::string("\0\xff", 2), std::string(3000, 'p')}) {
    const std::string token = sealer_.Seal("page", payload);
    EXPECT_EQ(
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
        std::string::npos);
    EXPECT_EQ(sealer_.Open("page", token), payload);
  }
}

TEST_F(TokenSealerTest, ShowsNothingAndNeverTheSameTwice) {
  EXPECT_NE(sealer_.Seal("page", "42"), sealer_.Seal("page", "42"));
}

TEST_F(TokenSealerTest, RefusesAnotherPurposeOrKey) {
  const std::string token = sealer_.Seal("page", "42");
  EXPECT_FALSE(sealer_.Open("resume", token));
  EXPECT_FALSE(sealer_.Open("", token));
  EXPECT_FALSE(TokenSealer(std::string(32, 'x')).Open("page", token));
}

TEST_F(TokenSealerTest, RefusesATokenThatWasChangedAnywhere) {
  const std::string token = sealer_.Seal("page", "forty-two");
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(sealer_.Open("page", changed)) << at;
    EXPECT_FALSE(sealer_.Open("page", token.substr(0, at))) << at;
  }
  for (const char* more : {"A", "=", "\n", "+"}) EXPECT_FALSE(sealer_.Open("page", token + more));
}

TEST_F(TokenSealerTest, RefusesOverlongTokens) {
  EXPECT_FALSE(sealer_.Open("page", sealer_.Seal("page", std::string(4000, 'p'))));
  EXPECT_FALSE(sealer_.Open("page", std::string(1'000'000, 'A')));
}

TEST(HashTest, IsSha256ForContent) {
  EXPECT_EQ(Hex(ContentHash("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(HashTest, DependsOnTheKey) {
  const std::string one(32, '1'), two(32, '2');
  EXPECT_EQ(KeyedHash(one, "nik"), KeyedHash(one, "nik"));
  EXPECT_NE(KeyedHash(one, "nik"), KeyedHash(two, "nik"));
  EXPECT_NE(KeyedHash(one, "nik"), KeyedHash(one, "nil"));
  EXPECT_EQ(KeyedHash(one, "").size(), 32u);
}

class KeyFileTest : public ::testing::Test {
 protected:
  void Write(const std::string& text) {
    std::ofstream(file_, std::ios::trunc) << text;
    std::filesystem::permissions(file_, perms::owner_read | perms::owner_write);
  }

  testing::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "master.key";
};

TEST_F(KeyFileTest, IsMadeOnceForItsOwnerOnly) {
  const auto made = LoadOrCreateKey(file_);
  ASSERT_TRUE(made) << made.error().cause();
  EXPECT_EQ(made->size(), 32u);
  EXPECT_EQ(std::filesystem::status(file_).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(*LoadOrCreateKey(file_), *made);
  EXPECT_EQ(*LoadKey(file_), *made);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(KeyFileTest, IsNotMadeWhereItMustBeThere) {
  const auto key = LoadKey(file_);
  ASSERT_FALSE(key);
  EXPECT_TRUE(key.error().Is(reasons::kKeyFileUnusable));
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(KeyFileTest, IsReadAsAnOperatorWritesIt) {
  Write("000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F\r\n");
  const auto key = LoadKey(file_);
  ASSERT_TRUE(key);
  EXPECT_EQ(Hex(*key), "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
}

TEST_F(KeyFileTest, IsRefusedWithAnyOtherContentAndNotReplaced) {
  for (const std::string& text : {std::string(), std::string(62, 'a'), std::string(66, 'a'),
                                  std::string(64, 'g'), std::string(100'000, 'a')}) {
    Write(text);
    EXPECT_FALSE(LoadOrCreateKey(file_)) << text.size();
    EXPECT_EQ(std::filesystem::file_size(file_), text.size());
  }
}

TEST_F(KeyFileTest, IsRefusedWhenOthersMayUseIt) {
  for (const perms more : {perms::group_read, perms::others_read, perms::group_write}) {
    Write(std::string(64, 'a'));
    std::filesystem::permissions(file_, more, std::filesystem::perm_options::add);
    EXPECT_TRUE(LoadKey(file_).error().Is(reasons::kKeyFileUnusable));
  }
}

TEST_F(KeyFileTest, IsRefusedWhenItIsNoFile) {
  std::filesystem::create_directory(file_);
  EXPECT_FALSE(LoadOrCreateKey(file_));
  EXPECT_FALSE(LoadOrCreateKey(folder_ / "missing" / "master.key"));
}

}  // namespace
}  // namespace sinergi
