#include "identity/credentials.hpp"

#include "core/crypto/random.hpp"
#include "core/utf8.hpp"
#include "identity/credential_kinds.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxCredentialNameBytes = 200;

constexpr std::string_view kInsertCredential =
    "INSERT INTO credentials (id, tenant_id, name, kind, public_fields, key_version, "
    "sealed_fields, "
    "created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr std::string_view kGet =
    "SELECT id, name, kind, public_fields, created_at, updated_at FROM credentials "
    "WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kListCredentials =
    "SELECT id, name, kind, public_fields, created_at, updated_at FROM credentials "
    "WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
constexpr std::string_view kRename =
    "UPDATE credentials SET name = $1, updated_at = $2 WHERE tenant_id = $3 AND id = $4";
constexpr std::string_view kReplace =
    "UPDATE credentials SET public_fields = $1, key_version = $2, sealed_fields = $3, "
    "updated_at = $4 WHERE tenant_id = $5 AND id = $6";
constexpr std::string_view kDelete = "DELETE FROM credentials WHERE tenant_id = $1 AND id = $2";
constexpr std::string_view kOpen =
    "SELECT id, kind, public_fields, key_version, sealed_fields, name FROM credentials "
    "WHERE tenant_id = $1 AND (id = $2 OR name = $3) ORDER BY id LIMIT 2";

std::string associated_data(model::TenantId tenant_id, Uuid id) {
  return "credential/" + tenant_id.uuid.str() + "/" + id.str();
}

Result<CredentialView> view_of(const ports::Rows& rows, std::size_t row) {
  CredentialView out;
  out.id.uuid = rows.uuid(row, 0);
  out.name = rows.text(row, 1);
  out.kind = rows.text(row, 2);
  TRY(out.public_fields, parse_json(rows.text(row, 3)));
  out.created_at = from_micros(rows.integer(row, 4));
  out.updated_at = from_micros(rows.integer(row, 5));
  return out;
}

Result<void> check_name(const std::string& name) {
  auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  // A name that looks like an id could be taken for another credential.
  if (name.empty() || name.size() > kMaxCredentialNameBytes || !is_utf8(name) ||
      std::any_of(name.begin(), name.end(), is_control) || model::CredentialId::parse(name)) {
    return invalid_field("name", "invalid",
                         "Name the credential with 1 to 200 bytes of text that is no id.");
  }
  return {};
}

Error name_taken() {
  return Error{ErrorCode::conflict,
               "There is a credential of this name already.",
               "name_taken",
               {{"name", "taken", "Choose another name."}}};
}

JsonObject described(const CredentialView& credential) {
  return {{"name", credential.name}, {"kind", credential.kind}};
}

}  // namespace

Task<Result<Credentials::Sealed>> Credentials::seal(model::TenantId tenant_id,
                                                    model::CredentialId id, JsonObject fields) {
  CO_TRY(auto key, co_await keys_.newest(tenant_id));
  auto text = to_text(fields);
  Sealed sealed{key.version, crypto::seal(key.bytes, crypto::bytes_of(text),
                                          associated_data(tenant_id, id.uuid))};
  crypto::wipe(text);
  crypto::wipe(key.bytes);
  co_return sealed;
}

model::AuditEvent Credentials::audit_of(const model::Principal& principal, model::CredentialId id,
                                        std::string action) const {
  return model::audit_event(principal, clock_.now(), std::move(action), "credential", id.str());
}

Task<Result<CredentialView>> Credentials::create(model::Principal principal,
                                                 NewCredential request) {
  CO_CHECK(check_name(request.name));
  const auto* kind = find_credential_kind(request.kind);
  if (kind == nullptr) {
    co_return invalid_field("kind", "unknown", "There is no such kind of credential.");
  }
  CO_TRY(auto split, split_fields(*kind, request.fields));
  CredentialView created;
  created.id = model::CredentialId::generate();
  created.name = request.name;
  created.kind = request.kind;
  created.public_fields = split.shown;
  created.created_at = created.updated_at = clock_.now();
  CO_TRY(auto sealed, co_await seal(principal.tenant_id, created.id, std::move(split.secret)));
  ports::Statement insert{
      kInsertCredential,
      {created.id.uuid, principal.tenant_id.uuid, created.name, created.kind,
       to_text(created.public_fields), sealed.key_version, std::move(sealed.bytes),
       principal.user_id.uuid, to_micros(created.created_at), to_micros(created.updated_at)}};
  auto audit = audit_of(principal, created.id, "credential.created");
  audit.after = described(created);
  std::vector<ports::Statement> batch{std::move(insert)};
  auto stored = co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                              std::move(batch), std::move(audit));
  if (!stored && stored.error().code == ErrorCode::conflict) co_return name_taken();
  if (!stored) co_return std::move(stored).error();
  co_return created;
}

Task<Result<CredentialView>> Credentials::get(model::TenantId tenant_id, model::CredentialId id) {
  ports::Statement select{kGet, {tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("credential");
  co_return view_of(rows, 0);
}

Task<Result<CredentialView>> Credentials::update(model::Principal principal, model::CredentialId id,
                                                 Change change) {
  const auto tenant_id = principal.tenant_id;
  CO_TRY(auto present, co_await get(tenant_id, id));
  auto now = to_micros(clock_.now());
  auto audit = audit_of(principal, id, "credential.updated");
  audit.before = described(present);
  std::vector<ports::Statement> batch;
  if (change.name) {
    present.name = *change.name;
    CO_CHECK(check_name(*change.name));
    batch.push_back({kRename, {*change.name, now, tenant_id.uuid, id.uuid}, true});
  }
  if (change.fields) {
    const auto* kind = find_credential_kind(present.kind);
    if (kind == nullptr)
      co_return internal_error("A credential has the unknown kind " + present.kind);
    CO_TRY(auto split, split_fields(*kind, *change.fields));
    CO_TRY(auto sealed, co_await seal(tenant_id, id, std::move(split.secret)));
    present.public_fields = split.shown;
    batch.push_back({kReplace,
                     {to_text(split.shown), sealed.key_version, std::move(sealed.bytes), now,
                      tenant_id.uuid, id.uuid},
                     true});
  }
  if (!batch.empty()) {
    audit.after = described(present);
    // The values themselves are not in the log: that they were replaced is.
    audit.after.as_object()["are_fields_replaced"] = change.fields.has_value();
    auto stored = co_await ports::audited_batch(database_, ports::Scope::tenant(tenant_id),
                                                std::move(batch), std::move(audit));
    if (!stored && stored.error().code == ErrorCode::conflict) co_return name_taken();
    if (!stored) co_return std::move(stored).error();
  }
  co_return co_await get(tenant_id, id);
}

Task<Result<Credentials::Page>> Credentials::list(model::TenantId tenant_id,
                                                  std::optional<model::CredentialId> before,
                                                  std::int64_t limit) {
  Uuid start;
  start.bytes.fill(0xff);
  if (before) start = before->uuid;
  ports::Statement select{kListCredentials, {tenant_id.uuid, start, limit + 1}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  Page page;
  page.has_more = rows.size() > static_cast<std::size_t>(limit);
  auto count = page.has_more ? rows.size() - 1 : rows.size();
  for (std::size_t i = 0; i < count; ++i) {
    CO_TRY(auto entry, view_of(rows, i));
    page.credentials.push_back(std::move(entry));
  }
  co_return page;
}

Task<Result<void>> Credentials::remove(model::Principal principal, model::CredentialId id) {
  CO_TRY(auto present, co_await get(principal.tenant_id, id));
  auto audit = audit_of(principal, id, "credential.deleted");
  audit.before = described(present);
  std::vector<ports::Statement> batch;
  batch.push_back({kDelete, {principal.tenant_id.uuid, id.uuid}, true});
  auto removed = co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                               std::move(batch), std::move(audit));
  if (!removed && removed.error().reason == ports::kMustAffect) co_return not_found("credential");
  if (!removed) co_return std::move(removed).error();
  co_return Result<void>{};
}

Task<Result<Json>> Credentials::open(model::TenantId tenant_id, std::string reference) {
  auto id = model::CredentialId::parse(reference);
  auto uuid = id ? id->uuid : Uuid{};
  ports::Statement select{kOpen, {tenant_id.uuid, uuid, std::move(reference)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return not_found("credential");
  CO_TRY(auto key, co_await keys_.version(tenant_id, rows.integer(0, 3)));
  auto associated = associated_data(tenant_id, rows.uuid(0, 0));
  auto plain = crypto::open(key.bytes, rows.bytes(0, 4), associated);
  crypto::wipe(key.bytes);
  if (!plain) co_return std::move(plain).error();
  CO_TRY(auto opened, parse_json(crypto::text_of(*plain)));
  crypto::wipe(*plain);
  CO_TRY(auto shown, parse_json(rows.text(0, 2)));
  if (!opened.is_object() || !shown.is_object()) {
    co_return internal_error("A credential's fields are malformed.");
  }
  auto& fields = opened.as_object();
  for (auto& member : shown.as_object()) fields[member.key()] = std::move(member.value());
  // Last, so that no field can pretend to be another kind.
  fields["kind"] = rows.text(0, 1);
  if (!fields.contains("name")) fields["name"] = rows.text(0, 5);
  co_return opened;
}

}  // namespace elevaite::identity
