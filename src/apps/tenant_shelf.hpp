// The shelf of nodes and agents: the engine's files, with a link on our own address or the
// bucket's.
#pragma once
#include "engine/files.hpp"
#include "identity/master_keys.hpp"
#include "ports/file_shelf.hpp"

namespace elevaite::apps {

class TenantShelf final : public ports::FileShelf {
 public:
  TenantShelf(engine::Files& files, const identity::MasterKeys& keys, const Clock& clock,
              std::string public_url)
      : files_(files), keys_(keys), clock_(clock), public_url_(std::move(public_url)) {}

  Task<Result<ports::StoredFile>> put(ports::NewStoredFile file) override;
  Task<Result<std::string>> read(model::TenantId tenant_id, std::string file_id,
                                 std::uint64_t max_bytes) override;

 private:
  Task<Result<model::File>> store(ports::NewStoredFile file);
  Task<Result<std::string>> link_to(model::File file, Instant expires_at);

  engine::Files& files_;
  const identity::MasterKeys& keys_;
  const Clock& clock_;
  std::string public_url_;
};

}  // namespace elevaite::apps
