/// @file
/// Reads what a record holds.
/// Spec: RFC 1035 §3.3, RFC 2782, RFC 4034 §2–§5, RFC 6698 §2.1, RFC 8659 §4.1.
#pragma once

#include "resolve/cursor.hpp"
#include "resolve/data.hpp"

namespace fingerpost::resolve {

/// The `length` octets at the cursor, which fails or stands elsewhere than behind them when they
/// are no data of this type.
Data read_data(Cursor& cursor, Type type, std::size_t length);

} // namespace fingerpost::resolve
