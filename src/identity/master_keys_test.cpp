#include "identity/master_keys.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "core/crypto/random.hpp"
#include "core/uuid.hpp"

namespace elevaite::identity {
namespace {

std::string key_text(char fill) {
  return crypto::base64_encode(crypto::bytes_of(std::string(32, fill)));
}

class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file() const { return path_ / "data" / "master_keys"; }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("keys" + Uuid::generate().base32());
};

TEST(master_keys, seals_with_the_first_and_opens_with_all) {
  auto old_keys = MasterKeys::parse("old:" + key_text('a')).value();
  auto sealed = old_keys.seal(crypto::bytes_of("data key"), "tenant 1");
  auto both = MasterKeys::parse("new:" + key_text('b') + ", old:" + key_text('a')).value();
  EXPECT_EQ(both.newest_id(), "new");
  auto opened = both.open("old", sealed, "tenant 1");
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(crypto::text_of(*opened), "data key");
  EXPECT_EQ(both.open("new", sealed, "tenant 1").error().reason, "decryption_failed");
  EXPECT_EQ(both.open("gone", sealed, "tenant 1").error().reason, "master_key_missing");
}

TEST(master_keys, refuses_bad_lists_without_repeating_them) {
  auto short_key = crypto::base64_encode(crypto::bytes_of("short secret"));
  for (const std::string& bad :
       {std::string(), std::string(","), key_text('a'), ":" + key_text('a'), "a:" + short_key,
        "a:" + key_text('a') + ",a:" + key_text('b'), "a b:" + key_text('a'),
        "a:" + key_text('a') + "="}) {
    auto keys = MasterKeys::parse(bad);
    ASSERT_FALSE(keys.has_value()) << bad;
    EXPECT_EQ(keys.error().message.find(key_text('a')), std::string::npos);
    EXPECT_EQ(keys.error().message.find(short_key), std::string::npos);
  }
}

TEST(master_keys, makes_a_private_file_once) {
  Folder folder;
  auto first = MasterKeys::load_or_create(folder.file()).value();
  struct stat status{};
  ASSERT_EQ(::stat(folder.file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  auto sealed = first.seal(crypto::bytes_of("x"), "");
  auto second = MasterKeys::load_or_create(folder.file()).value();
  EXPECT_TRUE(second.open(first.newest_id(), sealed, "").has_value());
}

TEST(master_keys, lets_processes_that_start_at_once_agree) {
  Folder folder;
  std::vector<std::optional<MasterKeys>> keys(8);
  std::vector<std::thread> threads;
  for (auto& slot : keys) {
    threads.emplace_back([&] { slot = MasterKeys::load_or_create(folder.file()).value(); });
  }
  for (auto& thread : threads) thread.join();
  auto sealed = keys[0]->seal(crypto::bytes_of("x"), "");
  for (auto& other : keys) EXPECT_TRUE(other->open("k1", sealed, "").has_value());
}

TEST(master_keys, refuses_a_file_that_others_can_read) {
  Folder folder;
  MasterKeys::load_or_create(folder.file()).value();
  ::chmod(folder.file().c_str(), 0644);
  EXPECT_FALSE(MasterKeys::load_or_create(folder.file()).has_value());
}

}  // namespace
}  // namespace elevaite::identity
