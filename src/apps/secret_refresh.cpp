#include "apps/secret_refresh.hpp"

#include "apps/secret_references.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

class SecretRefresh final : public Part {
 public:
  SecretRefresh(ProcessContext& context, identity::MasterKeys& master_keys,
                std::unique_ptr<SecretReader> reader, std::string reference)
      : master_keys_(master_keys),
        reader_(std::move(reader)),
        reference_(std::move(reference)),
        known_(context.config.text("secrets.master_keys")),
        interval_(context.config.duration("secrets.refresh_interval")),
        tasks_(context.executor) {}

  Task<Result<void>> start() override {
    tasks_.spawn(keep_fresh());
    co_return Result<void>();
  }

  Task<void> stop(Duration) override {
    tasks_.cancel();
    co_await tasks_.join();
  }

 private:
  Task<void> keep_fresh() {
    while (true) {
      co_await sleep_for(interval_);
      auto done = co_await refresh();
      if (!done) {
        log_warning("cannot read the master keys again; those of before stay",
                    {{"error", done.error().message}});
      }
    }
  }

  Task<Result<void>> refresh() {
    CO_TRY(auto text, co_await reader_->read(reference_));
    if (text == known_) co_return Result<void>();
    CO_TRY(auto keys, identity::MasterKeys::parse(text));
    known_ = std::move(text);
    master_keys_ = std::move(keys);
    log_info("the master keys have changed", {{"newest", master_keys_.newest_id()}});
    co_return Result<void>();
  }

  identity::MasterKeys& master_keys_;
  std::unique_ptr<SecretReader> reader_;
  std::string reference_;
  std::string known_;
  Duration interval_;
  TaskGroup tasks_;
};

}  // namespace

Result<std::unique_ptr<Part>> make_secret_refresh(ProcessContext& context,
                                                  identity::MasterKeys& master_keys) {
  const auto& references = context.config.references();
  auto found = references.find("secrets.master_keys");
  if (found == references.end() ||
      context.config.duration("secrets.refresh_interval") == Duration(0)) {
    return std::unique_ptr<Part>();
  }
  TRY(auto reader, SecretReader::open(context.executor, context.config));
  return std::unique_ptr<Part>(
      std::make_unique<SecretRefresh>(context, master_keys, std::move(reader), found->second));
}

}  // namespace elevaite::apps
