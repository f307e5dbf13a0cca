#include <cstring>

#include "common/regions/packed_format.h"
#include "common/regions/reasons.h"
#include "tests/unit/region_fixture.h"

namespace sinergi {
namespace {

class DamagedRegionsTest : public RegionFilesTest {
 protected:
  Result<Regions> LoadBytes(std::string_view bytes) const {
    Write(Path("damaged.bin"), bytes);
    return Regions::Load(Path("damaged.bin"));
  }

  static bool IsRefusal(const Result<Regions>& loaded) {
    return !loaded && loaded.error().code() == ErrorCode::kFailedPrecondition &&
           loaded.error().Text(Language::kEnglish).find("damaged.bin") != std::string::npos;
  }

  // The sound file after `change` and with checksums that fit: not damage but another's work.
  template <class Change>
  std::string Forged(Change change) const {
    std::string bytes = sound;
    PackedHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    auto* const records = reinterpret_cast<PackedRecord*>(bytes.data() + sizeof(header));
    change(header, records);
    const auto body = std::as_bytes(std::span(bytes)).subspan(sizeof(header));
    header.body_checksum = PackedChecksum(body);
    header.header_checksum = HeaderChecksum(header);
    std::memcpy(bytes.data(), &header, sizeof(header));
    return bytes;
  }

  const std::string sound = Read(Pack(SmallCountry{}, "regions.bin"));
};

TEST_F(DamagedRegionsTest, TheSoundFileIsLoaded) { EXPECT_TRUE(LoadBytes(sound)); }

TEST_F(DamagedRegionsTest, AMissingFileIsNamedWithWhatToDo) {
  const Result<Regions> loaded = Regions::Load(Path("none.bin"));
  ASSERT_FALSE(loaded);
  EXPECT_TRUE(loaded.error().Is(reasons::kRegionsFileMissing));
  const std::string text = loaded.error().Text(Language::kEnglish);
  EXPECT_NE(text.find("none.bin"), std::string::npos);
  EXPECT_NE(text.find("sinergi-regions pack"), std::string::npos);
}

TEST_F(DamagedRegionsTest, AFolderIsNoFile) {
  const Result<Regions> loaded = Regions::Load(Path(""));
  ASSERT_FALSE(loaded);
  EXPECT_TRUE(loaded.error().Is(reasons::kRegionsFileForeign));
}

TEST_F(DamagedRegionsTest, IsRefusedWhereverItIsCutOff) {
  for (std::size_t size = 0; size < sound.size(); ++size) {
    EXPECT_TRUE(IsRefusal(LoadBytes(sound.substr(0, size)))) << size;
  }
}

TEST_F(DamagedRegionsTest, IsRefusedWhicheverBitIsFlipped) {
  for (std::size_t at = 0; at < sound.size(); ++at) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << (at % 8)));
    EXPECT_TRUE(IsRefusal(LoadBytes(bytes))) << at;
  }
}

TEST_F(DamagedRegionsTest, IsRefusedWithSomethingBehindIt) {
  EXPECT_TRUE(IsRefusal(LoadBytes(sound + std::string(1, '\0'))));
  EXPECT_TRUE(IsRefusal(LoadBytes(sound + sound)));
}

TEST_F(DamagedRegionsTest, AnotherFileIsNotTakenForDamage) {
  const Result<Regions> loaded = LoadBytes(std::string(500, 'x'));
  ASSERT_FALSE(loaded);
  EXPECT_TRUE(loaded.error().Is(reasons::kRegionsFileForeign));
}

TEST_F(DamagedRegionsTest, AnotherVersionIsRefused) {
  const auto loaded = LoadBytes(Forged([](PackedHeader& header, auto*) { ++header.version; }));
  ASSERT_FALSE(loaded);
  EXPECT_TRUE(loaded.error().Is(reasons::kRegionsFileForeign));
}

TEST_F(DamagedRegionsTest, AForgedFileThatChangesNothingIsLoaded) {
  EXPECT_TRUE(LoadBytes(Forged([](auto&, auto*) {})));
}

TEST_F(DamagedRegionsTest, CountsThatTheSizeContradictsAreRefused) {
  EXPECT_TRUE(IsRefusal(LoadBytes(Forged([](PackedHeader& h, auto*) { h.record_count += 1; }))));
  EXPECT_TRUE(IsRefusal(LoadBytes(Forged([](PackedHeader& h, auto*) { h.record_count = ~0u; }))));
  EXPECT_TRUE(IsRefusal(LoadBytes(Forged([](PackedHeader& h, auto*) { h.names_size = ~0u; }))));
  EXPECT_TRUE(IsRefusal(LoadBytes(Forged([](PackedHeader& h, auto*) { ++h.level_counts[0]; }))));
}

TEST_F(DamagedRegionsTest, ANameOutsideTheFileIsRefused) {
  EXPECT_TRUE(
      IsRefusal(LoadBytes(Forged([](auto& h, auto* records) { records[3].name = h.names_size; }))));
  EXPECT_TRUE(IsRefusal(
      LoadBytes(Forged([](auto& h, auto* records) { records[3].name = h.names_size - 1; }))));
}

TEST_F(DamagedRegionsTest, CodesOutOfOrderMalformedOrWithoutParentAreRefused) {
  EXPECT_TRUE(IsRefusal(
      LoadBytes(Forged([](auto&, auto* records) { std::swap(records[3], records[4]); }))));
  EXPECT_TRUE(IsRefusal(LoadBytes(Forged([](auto&, auto* records) { records[13].code += 1; }))));
  EXPECT_TRUE(IsRefusal(LoadBytes(
      Forged([](auto&, auto* records) { records[13].code = Code("99.01.01.2001").packed(); }))));
}

TEST_F(DamagedRegionsTest, ARecordNumberOutsideTheFileIsRefused) {
  EXPECT_TRUE(IsRefusal(LoadBytes(Forged([](auto& h, auto* records) {
    const std::uint32_t outside = h.record_count;
    std::memcpy(records + h.record_count, &outside, sizeof(outside));
  }))));
}

}  // namespace
}  // namespace sinergi
