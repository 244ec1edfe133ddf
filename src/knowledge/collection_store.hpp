// Collections as people see them.
#pragma once
#include "model/knowledge.hpp"
#include "ports/database.hpp"

namespace elevaite::knowledge {

struct NewCollection {
  std::string name;
  std::string description{};
};

struct CollectionPatch {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
};

// A tenant has at most so many.
inline constexpr std::int64_t kMaxCollections = 1000;

class CollectionStore {
 public:
  CollectionStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // conflict ("name_taken"), limit_exceeded.
  Task<Result<model::Collection>> create(model::Principal principal, NewCollection fresh);
  Task<Result<model::Collection>> get(model::TenantId tenant_id, model::CollectionId id,
                                      model::Reader reader);
  // By name; all of them.
  Task<Result<std::vector<model::Collection>>> list(model::TenantId tenant_id,
                                                    model::Reader reader);
  Task<Result<model::Collection>> update(model::Principal principal, model::CollectionId id,
                                         CollectionPatch patch);
  // conflict ("not_empty") while there are documents in it, also such as the principal cannot see.
  Task<Result<void>> remove(model::Principal principal, model::CollectionId id);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::knowledge
