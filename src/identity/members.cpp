#include "identity/members.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kListMembers =
    "SELECT m.id, m.user_id, u.name, u.email, m.role, m.created_at FROM members m"
    " JOIN users u ON u.id = m.user_id WHERE m.tenant_id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3";

}  // namespace

Task<Result<std::vector<Member>>> Members::list(model::TenantId tenant_id,
                                                std::optional<Uuid> after, std::int64_t limit) {
  ports::Statement select{kListMembers, {tenant_id.uuid, after.value_or(Uuid()), limit}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  std::vector<Member> members;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto role = model::parse_role(rows.text(i, 4));
    if (!role) co_return internal_error("A member has the unknown role " + rows.text(i, 4) + ".");
    members.push_back({rows.uuid(i, 0), model::UserId{rows.uuid(i, 1)}, rows.text(i, 2),
                       rows.text(i, 3), *role, from_micros(rows.integer(i, 5))});
  }
  co_return members;
}

}  // namespace elevaite::identity
