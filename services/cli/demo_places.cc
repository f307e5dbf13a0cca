#include "services/cli/demo_places.h"

#include <optional>

#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::Facility;
using referrals::v1::ReferralsService;
using referrals::v1::RegisterFacilityRequest;

Answer<std::optional<Facility>> Find(const Connection& connection,
                                     const RegisterFacilityRequest& wished) {
  referrals::v1::ListFacilitiesRequest request;
  request.set_office(wished.office());
  request.set_page_size(200);
  do {
    const auto page = connection.Call(&ReferralsService::Stub::ListFacilities, request);
    if (!page) return page.failure();
    for (const Facility& facility : page->facilities()) {
      if (facility.name() == wished.name()) return std::optional<Facility>(facility);
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return std::optional<Facility>();
}

bool IsNameTaken(const Failure& failure) { return failure.error.reason == "FACILITY_NAME_TAKEN"; }

}  // namespace

referrals::v1::ReferralPerson DemoPerson(int which) {
  referrals::v1::ReferralPerson person;
  person.set_name(which == 1 ? "Contoh Pertama" : "Contoh Kedua");
  person.set_nik(which == 1 ? "9904021205950001" : "9904025708980002");
  person.set_phone(which == 1 ? "0800-555-0001" : "0800-555-0002");
  person.set_note(which == 1 ? "Bersedia rawat jalan, datang bersama ibunya."
                             : "Mencari tempat yang dekat dengan rumah.");
  return person;
}

RegisterFacilityRequest DemoUnit() {
  RegisterFacilityRequest request;
  request.set_kind(referrals::v1::FACILITY_KIND_IBM_UNIT);
  request.set_name("Unit IBM Air Mesu Timur");
  request.set_office(kDemoOffice);
  request.set_area_code(kDemoVillage);
  request.add_services()->set_service(referrals::v1::FACILITY_SERVICE_SCREENING);
  request.add_services()->set_service(referrals::v1::FACILITY_SERVICE_BRIEF_INTERVENTION);
  request.add_services()->set_service(referrals::v1::FACILITY_SERVICE_AFTERCARE);
  return request;
}

RegisterFacilityRequest DemoClinic() {
  RegisterFacilityRequest request;
  request.set_kind(referrals::v1::FACILITY_KIND_KLINIK_PRATAMA);
  request.set_name("Klinik Pratama BNN Kota Pangkalpinang");
  request.set_office(kDemoOffice);
  request.set_area_code("19.71");
  request.add_services()->set_service(referrals::v1::FACILITY_SERVICE_SCREENING);
  request.add_services()->set_service(referrals::v1::FACILITY_SERVICE_OUTPATIENT);
  return request;
}

Answer<FoundFacility> FindOrRegister(const Connection& connection,
                                     const RegisterFacilityRequest& wished) {
  // The second look is for another run that registered it in between.
  for (int look = 0;; ++look) {
    auto found = Find(connection, wished);
    if (!found) return found.failure();
    if (found->has_value()) return FoundFacility{**std::move(found), false};
    auto made = connection.Call(&ReferralsService::Stub::RegisterFacility, wished);
    if (made) return FoundFacility{made->facility(), true};
    if (look > 0 || !IsNameTaken(made.failure())) return made.failure();
  }
}

}  // namespace sinergi::cli
