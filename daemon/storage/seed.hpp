/// @file
/// First data for an empty database: the worked example, and automx2's JSON seed (version 2), as
/// its `/initdb/` takes it.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fingerpost::storage {

/// Two providers, four domains of example.{com,net,org,test} and their servers. Errc::conflict when
/// there is a provider.
Result<void> seed_example(Connection& connection);

constexpr std::size_t seed_size_max = 64 * 1024;

/// Errc::bad_request says what is wrong where; Errc::conflict when there is a provider. Nothing is
/// stored then. `{}`, `[]`, `null`, `0`, `""` and `false` mean "no data": the example.
/// `ldap_port` is for LDAP servers that name none; automx2 takes it from LDAP_PORT.
Result<void> seed_json(Connection& connection, std::string_view json, std::int64_t ldap_port = 636);

} // namespace fingerpost::storage
