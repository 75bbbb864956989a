# Run by cpack before anything else: the packages' date is that of the changelog, unless the caller has one.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  set(ENV{SOURCE_DATE_EPOCH} ${CPACK_STANCE_DATE_EPOCH})
endif()
