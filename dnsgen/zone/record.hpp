/// @file
/// A DNS record as text: what we want published, and why, before any zone-file format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

enum class Grade { required, recommended, optional };
std::string_view name(Grade grade);

/// Why a record is published, as rows of tables say it: the texts outlive every record.
struct Reason {
    Grade grade = Grade::recommended;
    std::string_view purpose = {}; ///< one sentence for the admin, without full stop
    std::string_view clients = {}; ///< "Evolution, FairEmail"; "" where none but servers look
    std::string_view spec = {};    ///< "RFC 6186 §3.2"
};

struct Record {
    std::string owner; ///< absolute, lower case, with the final dot
    std::string type;  ///< "SRV"
    std::string data;  ///< presentation form, absolute names (RFC 1035 §5.1)
    std::uint32_t ttl = 3600;
    Grade grade = Grade::recommended; ///< this and what follows: as in Reason
    std::string_view purpose = {};
    std::string_view clients = {};
    std::string_view spec = {};

    bool operator==(const Record&) const = default;
};

using Records = std::vector<Record>;

Record make_record(
    std::string owner, std::string type, std::string data, std::uint32_t ttl, const Reason& reason
);

/// By owner, type and data: an RRset's records stand together.
bool before(const Record& a, const Record& b);

/// Sorts, and leaves one of several records with the same owner, type and data.
void sort_unique(Records& records);

} // namespace fingerpost::zone
