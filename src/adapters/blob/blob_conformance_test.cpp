// What every blob store must do alike. S3 itself is asked the same in tests/integration, through
// the product, where a server that checks signatures stands in for it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/blob/open.hpp"
#include "core/test_loop.hpp"

namespace elevaite::adapters::blob {
namespace {

using ports::BlobRange;

class BlobConformance : public testing::TestWithParam<std::string> {
 protected:
  BlobConformance() {
    std::string pattern = testing::TempDir() + "blobs-XXXXXX";
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    directory = pattern;
    auto url = GetParam() == "file" ? "file:" + directory.string() : GetParam() + ":";
    store = open_blob_store(loop.get_executor(), url, {}).value();
  }
  ~BlobConformance() override {
    store.reset();
    std::filesystem::remove_all(directory);
  }

  template <class T>
  Result<T> run(Task<Result<T>> task) {
    return run_task(loop, std::move(task));
  }
  Task<Result<void>> put_in_pieces(std::string key, std::string bytes, std::size_t piece) {
    CO_TRY(auto writer, co_await store->create(key, ports::BlobWriteOptions()));
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      CO_CHECK(co_await writer->write(bytes.substr(at, piece)));
    }
    co_return co_await writer->finish();
  }
  void put(std::string key, std::string bytes, std::size_t piece = 1000) {
    auto done = run(put_in_pieces(std::move(key), std::move(bytes), piece));
    EXPECT_TRUE(done.has_value()) << done.error().message;
  }
  Task<Result<std::string>> get_all(std::string key, BlobRange range) {
    CO_TRY(auto reader, co_await store->open(key, range));
    std::string all;
    while (true) {
      CO_TRY(auto piece, co_await reader->read());
      if (piece.empty()) co_return all;
      all += piece;
    }
  }
  std::string get(std::string key, BlobRange range = {}) {
    return run(get_all(std::move(key), range)).value();
  }
  Task<Result<void>> abandon(std::string key) {
    CO_TRY(auto writer, co_await store->create(key, ports::BlobWriteOptions()));
    CO_CHECK(co_await writer->write(std::string(3 << 20, 'x')));
    co_return Result<void>();
  }
  Task<Result<std::size_t>> read_and_remove(std::string key) {
    CO_TRY(auto reader, co_await store->open(key, BlobRange()));
    CO_TRY(auto piece, co_await reader->read());
    CO_CHECK(co_await store->remove(key));
    std::size_t count = 0;
    while (!piece.empty()) {
      count += piece.size();
      CO_TRY(piece, co_await reader->read());
    }
    co_return count;
  }
  std::vector<std::string> keys(std::string prefix, std::string after, std::size_t limit,
                                bool has_more) {
    auto page = run(store->list(std::move(prefix), std::move(after), limit)).value();
    EXPECT_EQ(page.has_more, has_more);
    std::vector<std::string> names;
    for (const auto& blob : page.blobs) names.push_back(blob.key);
    return names;
  }
  std::size_t entries_below(std::string_view part) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory / part)) {
      count += entry.exists() ? 1 : 0;
    }
    return count;
  }

  asio::io_context loop{1};
  std::filesystem::path directory;
  std::unique_ptr<ports::BlobStore> store;
};

INSTANTIATE_TEST_SUITE_P(BlobStores, BlobConformance, testing::Values("memory", "file"),
                         [](const auto& store) { return store.param; });

TEST_P(BlobConformance, gives_back_what_was_written_at_every_size) {
  for (std::size_t size : {0, 1, 999, 1000, 1001, 100'000, (1 << 20) - 1, 1 << 20, 3'500'001}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
    put("tenants/a/object", bytes, size > 100'000 ? 70'001 : 1000);
    EXPECT_EQ(get("tenants/a/object"), bytes) << size;
    EXPECT_EQ(run(store->stat("tenants/a/object"))->size, size);
  }
}

TEST_P(BlobConformance, reads_ranges) {
  put("k", "0123456789");
  EXPECT_EQ(get("k", {2, 3}), "234");
  EXPECT_EQ(get("k", {0, 1}), "0");
  EXPECT_EQ(get("k", {8, 100}), "89");
  EXPECT_EQ(get("k", {9, std::nullopt}), "9");
  EXPECT_EQ(get("k", {10, std::nullopt}), "");
  EXPECT_EQ(get("k", {500, 5}), "");
  EXPECT_EQ(get("k", {3, 0}), "");
}

TEST_P(BlobConformance, says_what_is_not_there) {
  EXPECT_EQ(run(store->stat("none")).error().code, ErrorCode::not_found);
  EXPECT_EQ(run(store->open("none", {})).error().code, ErrorCode::not_found);
  EXPECT_TRUE(run(store->remove("none")).has_value());
}

TEST_P(BlobConformance, replaces_and_removes) {
  put("k", "first");
  put("k", "second");
  EXPECT_EQ(get("k"), "second");
  EXPECT_TRUE(run(store->remove("k")).has_value());
  EXPECT_EQ(run(store->stat("k")).error().code, ErrorCode::not_found);
}

TEST_P(BlobConformance, shows_nothing_of_a_write_that_does_not_finish) {
  EXPECT_TRUE(run(abandon("half")).has_value());
  EXPECT_EQ(run(store->stat("half")).error().code, ErrorCode::not_found);
  EXPECT_TRUE(keys("", "", 10, false).empty());
  if (GetParam() == "file") {
    store.reset();  // Waits for its threads: the one that wrote may hold the file a moment longer.
    EXPECT_EQ(entries_below("incoming"), 0U);
  }
}

TEST_P(BlobConformance, goes_on_reading_what_is_removed_meanwhile) {
  put("k", std::string(3 << 20, 'x'), 100'000);
  EXPECT_EQ(run(read_and_remove("k")).value(), std::size_t{3 << 20});
}

TEST_P(BlobConformance, lists_in_order_by_prefix_and_in_pages) {
  for (const char* key : {"b/2", "a/1", "a/10", "a/2", "ab", "c"}) put(key, "x");
  using Names = std::vector<std::string>;
  EXPECT_EQ(keys("", "", 10, false), (Names{"a/1", "a/10", "a/2", "ab", "b/2", "c"}));
  EXPECT_EQ(keys("a/", "", 10, false), (Names{"a/1", "a/10", "a/2"}));
  EXPECT_EQ(keys("", "", 2, true), (Names{"a/1", "a/10"}));
  EXPECT_EQ(keys("", "a/10", 2, true), (Names{"a/2", "ab"}));
  EXPECT_EQ(keys("a/", "a/10", 1, false), (Names{"a/2"}));
  EXPECT_TRUE(keys("zz", "", 10, false).empty());
}

TEST_P(BlobConformance, refuses_what_is_no_key) {
  for (std::string key : {"", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "../a", "a/..",
                          ".hidden", "a/.b", "a b", "a\\b", "a+b", "a%2fb", "\xc3\xa4", "a\nb"}) {
    EXPECT_EQ(run(store->stat(key)).error().code, ErrorCode::invalid_argument) << key;
    EXPECT_EQ(run(store->create(key, {})).error().code, ErrorCode::invalid_argument) << key;
    EXPECT_EQ(run(store->remove(key)).error().code, ErrorCode::invalid_argument) << key;
  }
  EXPECT_TRUE(ports::check_blob_key("tenants/0191-a/file_1=x.bin").has_value());
  EXPECT_FALSE(ports::check_blob_key(std::string(201, 'a')).has_value());
}

TEST_P(BlobConformance, removes_what_dead_writers_left) {
  if (GetParam() == "file") {
    std::ofstream(directory / "incoming" / "dead.partial") << "half of it";
  }
  auto now = system_clock().now();
  EXPECT_EQ(run(store->remove_abandoned(now - 1h)).value(), 0U);
  auto removed = run(store->remove_abandoned(now + 1h)).value();
  EXPECT_EQ(removed, GetParam() == "file" ? 1U : 0U);
}

}  // namespace
}  // namespace elevaite::adapters::blob
