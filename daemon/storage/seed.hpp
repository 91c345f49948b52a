/// @file
/// First data for an empty database: the worked example, and automx2's JSON seed (version 2), as
/// its `/initdb/` takes it.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstddef>
#include <string_view>

namespace fingerpost::storage {

/// Two providers, four domains of example.{com,net,org,test} and their servers. Errc::conflict when
/// there is a provider.
Result<void> seed_example(Connection& connection);

constexpr std::size_t seed_size_max = 64 * 1024;

/// Errc::bad_request says what is wrong where; Errc::conflict when there is a provider. Nothing is
/// stored then. `{}`, `[]`, `null`, `0`, `""` and `false` mean "no data": the example.
Result<void> seed_json(Connection& connection, std::string_view json);

} // namespace fingerpost::storage
