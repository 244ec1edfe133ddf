// Blobs in a bucket of S3, or of what speaks its API.
#include <curl/curl.h>

#include <charconv>

#include "adapters/blob/s3_calls.hpp"
#include "adapters/blob/s3_writer.hpp"
#include "adapters/blob/s3_xml.hpp"

namespace elevaite::adapters::blob {
namespace {

// Of one ranged read: a download holds no more, and each can be repeated.
constexpr std::uint64_t kS3ReadBytes = 4 << 20;
constexpr std::size_t kMaxListed = 1000;  // S3's own
constexpr int kMostUploadPages = 20;      // of 1,000; the next sweep goes on

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class S3Reader final : public ports::BlobReader {
 public:
  S3Reader(S3Calls& calls, std::string key, ports::BlobRange range)
      : calls_(calls),
        key_(std::move(key)),
        at_(range.offset),
        end_(range.length ? range.offset + *range.length : ~std::uint64_t{0}) {}

  // Reads the first piece, so that opening what is not there fails.
  Task<Result<void>> begin() {
    CO_TRY(ahead_, co_await fetch());
    co_return Result<void>();
  }

  Task<Result<std::string>> read() override {
    if (!ahead_.empty()) co_return std::exchange(ahead_, {});
    auto bytes = co_await fetch();
    co_return bytes;
  }

 private:
  Task<Result<std::string>> fetch() {
    if (at_ >= end_) co_return std::string();
    S3Call call;
    call.key = key_;
    auto last = std::min(end_, at_ + kS3ReadBytes) - 1;
    call.headers.add("Range", fmt::format("bytes={}-{}", at_, last));
    // What is replaced under our hands is an error, not a mixture.
    if (!etag_.empty()) call.headers.add("If-Match", etag_);
    CO_TRY(auto answer, co_await calls_.send(std::move(call)));
    if (answer.status == 416) {
      end_ = at_;
      co_return std::string();
    }
    etag_ = answer.headers.get("ETag");
    auto range = answer.headers.get("Content-Range");
    auto slash = range.rfind('/');
    if (answer.status != 206 || slash == std::string_view::npos) {
      co_return Error{ErrorCode::unavailable, "The file storage ignores ranges."};
    }
    end_ = std::min(end_, number_of(range.substr(slash + 1)));
    at_ += answer.body.size();
    if (answer.body.empty()) end_ = at_;
    co_return std::move(answer.body);
  }

  S3Calls& calls_;
  std::string key_;
  std::uint64_t at_;
  std::uint64_t end_;
  std::string etag_;
  std::string ahead_;
};

class S3Store final : public ports::BlobStore {
 public:
  S3Store(Executor executor, S3Settings settings, BlobStoreOptions options)
      : calls_(executor, std::move(settings), std::move(options)) {}

  Task<Result<std::unique_ptr<ports::BlobWriter>>> create(
      std::string key, ports::BlobWriteOptions options) override {
    CO_CHECK(ports::check_blob_key(key));
    std::unique_ptr<ports::BlobWriter> writer =
        std::make_unique<S3Writer>(calls_, std::move(key), std::move(options));
    co_return writer;
  }

  Task<Result<std::unique_ptr<ports::BlobReader>>> open(std::string key,
                                                        ports::BlobRange range) override {
    CO_CHECK(ports::check_blob_key(key));
    auto reader = std::make_unique<S3Reader>(calls_, std::move(key), range);
    CO_CHECK(co_await reader->begin());
    std::unique_ptr<ports::BlobReader> opened = std::move(reader);
    co_return opened;
  }

  Task<Result<ports::BlobInfo>> stat(std::string key) override {
    CO_CHECK(ports::check_blob_key(key));
    S3Call call;
    call.method = "HEAD";
    call.key = key;
    CO_TRY(auto answer, co_await calls_.send(std::move(call)));
    ports::BlobInfo info{key, number_of(answer.headers.get("Content-Length")), {}};
    auto at = curl_getdate(std::string(answer.headers.get("Last-Modified")).c_str(), nullptr);
    info.modified_at = Instant{std::chrono::seconds(at)};
    co_return info;
  }

  Task<Result<ports::BlobPage>> list(std::string prefix, std::string after,
                                     std::size_t limit) override {
    S3Call call;
    const auto& own = calls_.settings().prefix;
    call.query = {{"list-type", "2"},
                  {"prefix", own + prefix},
                  {"max-keys", std::to_string(std::min(limit, kMaxListed))}};
    if (!after.empty()) call.query.emplace_back("start-after", own + after);
    CO_TRY(auto answer, co_await calls_.send(std::move(call)));
    ports::BlobPage page;
    page.has_more = xml_text(answer.body, "IsTruncated") == "true";
    for_each_element(answer.body, "Contents", [&](std::string_view inside) {
      ports::BlobInfo info{xml_text(inside, "Key"), number_of(xml_text(inside, "Size")), {}};
      info.key.erase(0, std::min(own.size(), info.key.size()));
      info.modified_at = parse_rfc3339(xml_text(inside, "LastModified")).value_or(Instant{});
      page.blobs.push_back(std::move(info));
    });
    co_return page;
  }

  Task<Result<void>> remove(std::string key) override {
    CO_CHECK(ports::check_blob_key(key));
    S3Call call;
    call.method = "DELETE";
    call.key = std::move(key);
    auto answer = co_await calls_.send(std::move(call));
    if (!answer && answer.error().code != ErrorCode::not_found) {
      co_return std::move(answer).error();
    }
    co_return Result<void>();
  }

  Task<Result<std::size_t>> remove_abandoned(Instant before) override {
    std::size_t count = 0;
    net::QueryParameters from;  // where the next page begins
    for (int page = 0; page < kMostUploadPages; ++page) {
      S3Call call;
      call.query = {{"uploads", ""}, {"prefix", calls_.settings().prefix}};
      call.query.insert(call.query.end(), from.begin(), from.end());
      CO_TRY(auto answer, co_await calls_.send(std::move(call)));
      count += abort_those(answer.body, before);
      if (xml_text(answer.body, "IsTruncated") != "true") break;
      from = {{"key-marker", xml_text(answer.body, "NextKeyMarker")},
              {"upload-id-marker", xml_text(answer.body, "NextUploadIdMarker")}};
    }
    co_return count;
  }

  Task<Result<std::optional<std::string>>> link(std::string key, ports::BlobLink link) override {
    CO_CHECK(ports::check_blob_key(key));
    S3Call call;
    call.method = link.method;
    call.key = std::move(key);
    if (link.method == "PUT") {
      call.headers.add("content-type", link.content_type);
      calls_.add_encryption(call.headers);
    } else {
      if (!link.content_type.empty()) {
        call.query.emplace_back("response-content-type", link.content_type);
      }
      if (!link.content_disposition.empty()) {
        call.query.emplace_back("response-content-disposition", link.content_disposition);
      }
    }
    CO_TRY(auto url, co_await calls_.presign(std::move(call), link.lifetime));
    std::optional<std::string> answer = std::move(url);
    co_return answer;
  }

 private:
  std::size_t abort_those(const std::string& listed, Instant before) {
    const auto& own = calls_.settings().prefix;
    std::size_t count = 0;
    for_each_element(listed, "Upload", [&](std::string_view inside) {
      auto began = parse_rfc3339(xml_text(inside, "Initiated"));
      auto key = xml_text(inside, "Key");
      if (!began || *began >= before || !key.starts_with(own)) return;
      calls_.abort_upload(key.substr(own.size()), xml_text(inside, "UploadId"));
      ++count;
    });
    return count;
  }

  S3Calls calls_;
};

}  // namespace

Result<std::unique_ptr<ports::BlobStore>> open_s3_store(Executor executor, std::string_view url,
                                                        BlobStoreOptions options) {
  TRY(auto settings, parse_s3_url(url, options.default_region));
  return std::unique_ptr<ports::BlobStore>(
      std::make_unique<S3Store>(executor, std::move(settings), std::move(options)));
}

}  // namespace elevaite::adapters::blob
