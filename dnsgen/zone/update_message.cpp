#include "zone/update_message.hpp"

#include "zone/layout.hpp"
#include "zone/message.hpp"
#include "zone/message_writer.hpp"
#include "zone/presentation.hpp"
#include "zone/tsig.hpp"

#include <array>
#include <optional>

namespace fingerpost::zone {

namespace {

constexpr std::uint16_t update_flags = static_cast<std::uint16_t>(Opcode::update) << 11U;

/// How a line of RFC 2136's tables in §2.4 and §2.5 is written.
struct Form {
    std::uint16_t rclass;
    bool with_values; ///< a record for each value; else one without data
    bool any_type;    ///< type ANY instead of the RRset's
    bool with_ttl;
};

constexpr Form form_of(Demand demand) {
    constexpr std::array<Form, 5> forms{{
        {class_in, true, false, false},    // rrset_is
        {class_any, false, false, false},  // rrset_exists
        {class_none, false, false, false}, // rrset_absent
        {class_any, false, true, false},   // name_used
        {class_none, false, true, false},  // name_free
    }};
    return forms.at(static_cast<std::size_t>(demand));
}

constexpr Form form_of(Edit edit) {
    constexpr std::array<Form, 3> forms{{
        {class_in, true, false, true},    // add
        {class_none, true, false, false}, // remove_values
        {class_any, false, false, false}, // remove_rrset
    }};
    return forms.at(static_cast<std::size_t>(edit));
}

class UpdateWriter {
public:
    UpdateWriter(std::uint16_t id, const std::string& zone)
        : writer_(id, update_flags), zone_(zone) {}

    Result<void> begin() { return writer_.question(zone_, "SOA"); }

    Result<void> add(Section section, const Form& form, const RRset& set) {
        if (!is_within(set.owner, zone_))
            return Error{Errc::bad_request, set.owner + " is not inside the zone " + zone_};
        if (!form.with_values) return add_empty(section, form, set);
        if (set.values.empty())
            return Error{Errc::bad_request, set.owner + " " + set.type + " has no values"};
        for (const auto& value : set.values) {
            auto wire = to_wire({set.owner, set.type, value, form.with_ttl ? set.ttl : 0});
            if (!wire) return wire.error();
            if (const auto put_in = put(section, form, *wire); !put_in) return put_in.error();
        }
        return {};
    }

    std::string take() { return writer_.take(); }

private:
    Result<void> add_empty(Section section, const Form& form, const RRset& set) {
        const auto owner = name_to_wire(set.owner);
        if (!owner) return owner.error();
        const auto type = form.any_type ? type_any : type_number(set.type);
        if (type == 0) return Error{Errc::bad_request, "\"" + set.type + "\" is no type of record"};
        return put(section, form, {*owner, type, 0, {}});
    }

    Result<void> put(Section section, const Form& form, const WireRecord& record) {
        if (writer_.add(section, record, form.rclass, message_max - tsig_room)) return {};
        return Error{Errc::unsupported, "more changes than one DNS message can hold"};
    }

    MessageWriter writer_;
    const std::string& zone_;
};

} // namespace

Result<std::string> write_update(std::uint16_t id, const Update& update) {
    UpdateWriter writer(id, update.zone);
    if (const auto begun = writer.begin(); !begun) return begun.error();
    for (const auto& [demand, set] : update.demands)
        if (const auto added = writer.add(prerequisites, form_of(demand), set); !added)
            return added.error();
    for (const auto& [edit, set] : update.edits)
        if (const auto added = writer.add(updates, form_of(edit), set); !added)
            return added.error();
    return writer.take();
}

} // namespace fingerpost::zone
