// Where files lie. Narrow: whole objects under keys, written once from front to back, read from any
// place. Nothing here knows what an object means; rows in the database do.
//
// A key is 1 to 200 characters: segments of A-Z a-z 0-9 _ - = and '.', none of them beginning with
// '.', joined by '/'. Names that people give are never keys.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/task.hpp"

namespace elevaite::ports {

struct BlobInfo {
  std::string key;
  std::uint64_t size = 0;
  Instant modified_at{};
};

// From front to end. Dropping a writer that has not finished leaves nothing visible. Writers and
// readers end before their store.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  // Waits for the store to take the bytes (back-pressure); holds a bounded part of them in memory.
  // After an error the writer is of no more use.
  virtual Task<Result<void>> write(std::string bytes) = 0;
  // When it answers, the object is durable and whole under its key, in place of what was there.
  virtual Task<Result<void>> finish() = 0;
};

class BlobReader {
 public:
  virtual ~BlobReader() = default;
  // The next bytes, a bounded number of them; empty at the end.
  virtual Task<Result<std::string>> read() = 0;
};

struct BlobWriteOptions {
  std::string content_type = "application/octet-stream";
  std::optional<std::uint64_t> size{};  // when it is known beforehand
};

struct BlobRange {
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> length{};  // to the end without one; what is beyond it is left out
};

struct BlobPage {
  std::vector<BlobInfo> blobs;  // in the order of their keys
  bool has_more = false;
};

// What a link to an object grants whoever has it.
struct BlobLink {
  std::string method = "GET";  // or PUT
  std::chrono::seconds lifetime{300};
  std::string content_type{};         // GET: of the answer; PUT: of the object, and must be sent
  std::string content_disposition{};  // GET: of the answer
};

// Errors: invalid_argument (a key that is none), not_found, limit_exceeded (larger than the store
// takes), unavailable (the store does not answer, or refuses us) and timeout.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  virtual Task<Result<std::unique_ptr<BlobWriter>>> create(std::string key,
                                                           BlobWriteOptions options) = 0;
  virtual Task<Result<std::unique_ptr<BlobReader>>> open(std::string key, BlobRange range) = 0;
  virtual Task<Result<BlobInfo>> stat(std::string key) = 0;
  // Keys that begin with `prefix` and come after `after`.
  virtual Task<Result<BlobPage>> list(std::string prefix, std::string after, std::size_t limit) = 0;
  // What is absent already is no error.
  virtual Task<Result<void>> remove(std::string key) = 0;
  // Removes what writers left behind that died before this instant. Answers how many.
  virtual Task<Result<std::size_t>> remove_abandoned(Instant before) = 0;
  // A URL that needs no further credentials; nullopt when the store cannot be reached by one.
  virtual Task<Result<std::optional<std::string>>> link(std::string key, BlobLink link) = 0;
};

Result<void> check_blob_key(std::string_view key);

}  // namespace elevaite::ports
