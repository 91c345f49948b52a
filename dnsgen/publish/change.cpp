#include "publish/change.hpp"

namespace fingerpost::publish {

std::string_view name(ChangeKind kind) {
    constexpr std::string_view names[] = {
        "create", "update", "delete", "no-op", "foreign", "conflict", "unknown"};
    return names[static_cast<std::size_t>(kind)];
}

} // namespace fingerpost::publish
